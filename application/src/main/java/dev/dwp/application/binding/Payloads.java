package dev.dwp.application.binding;

import dev.dwp.application.port.out.PayloadBinder;
import dev.dwp.application.port.out.PayloadBinder.Misfit;
import dev.dwp.domain.frame.ErrorCode;
import dev.dwp.domain.frame.Refusal;
import dev.dwp.domain.frame.Value;
import java.lang.reflect.Type;
import java.util.Optional;
import java.util.Set;

/** Checks what clients send against what handlers declare, before it is accepted (PROTOCOL §5). Thread-safe. */
public final class Payloads {
    private static final Set<Type> TAKE_ANYTHING = Set.of(Value.class, Object.class);
    private static final Set<Type> TAKE_TEXT = Set.of(String.class, CharSequence.class);
    private static final Set<Type> TAKE_NOTHING = Set.of(Void.class, void.class);

    private final PayloadBinder binder;

    /** Binds with {@code binder}. */
    public Payloads(PayloadBinder binder) {
        this.binder = binder;
    }

    /**
     * The payload as it is to be stored for a handler of that type. A text that holds JSON is decoded once, unless the
     * type takes texts or anything: then it stays as sent. An absent payload is taken as an object without members where
     * the type takes that.
     *
     * @throws Refusal 400 when it does not fit; the path of the first misfit is in the details
     */
    public Value accept(Value payload, Type type) {
        Value accepted = fitting(payload, type);
        PayloadLevels.require("The payload", accepted, PayloadLevels.MOST);
        return accepted;
    }

    private Value fitting(Value payload, Type type) {
        if (TAKE_ANYTHING.contains(type)) {
            return payload;
        }
        Value decoded = decoded(payload, type).orElse(payload);
        Optional<Misfit> misfit = misfit(decoded, type);
        if (misfit.isEmpty()) {
            return decoded;
        }
        if (decoded.equals(Value.NULL) && misfit(Value.EMPTY, type).isEmpty()) {
            return Value.EMPTY;
        }
        if (!decoded.equals(payload) && misfit(payload, type).isEmpty()) {
            return payload;
        }
        throw refusal(misfit.get());
    }

    /**
     * The same value, once it is known that it can be stored, sent and read back: for one that came from code, not in a frame.
     *
     * @throws Refusal 400 when it cannot; the path is in the details
     */
    public Value checked(Value payload) {
        try {
            return binder.unbind(payload);
        } catch (Misfit misfit) {
            throw refusal(misfit);
        }
    }

    private Optional<Value> decoded(Value payload, Type type) {
        return payload instanceof Value.Text text && !TAKE_TEXT.contains(type)
                ? binder.parseJson(text.value())
                : Optional.empty();
    }

    private Optional<Misfit> misfit(Value payload, Type type) {
        try {
            return binder.bindAsIs(payload, type) == null && !TAKE_NOTHING.contains(type)
                    ? Optional.of(new Misfit("$", "it is absent or null."))
                    : Optional.empty();
        } catch (Misfit misfit) {
            return Optional.of(misfit);
        }
    }

    private static Refusal refusal(Misfit misfit) {
        return Refusal.of(
                ErrorCode.BAD_REQUEST,
                "The payload does not fit at %s: %s".formatted(misfit.path(), misfit.getMessage()),
                misfit.path());
    }
}
