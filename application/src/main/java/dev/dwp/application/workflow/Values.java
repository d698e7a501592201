package dev.dwp.application.workflow;

import dev.dwp.application.binding.EncodedSize;
import dev.dwp.application.port.out.PayloadBinder;
import dev.dwp.application.port.out.PayloadBinder.Misfit;
import dev.dwp.domain.frame.Value;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/** What a run's code returns, as a timeline remembers it. Thread-safe. */
final class Values {
    private final PayloadBinder binder;
    private final int maxBytes;
    private final int maxOutputBytes;

    Values(PayloadBinder binder, int maxBytes, int maxOutputBytes) {
        this.binder = binder;
        this.maxBytes = maxBytes;
        this.maxOutputBytes = maxOutputBytes;
    }

    /**
     * As it is remembered.
     *
     * @throws Misfit when it has no such form or is too large
     */
    Value remember(@Nullable Object result) {
        return encoded(result, maxBytes);
    }

    /**
     * What a run ends with, which may be as large as what it began with (PROTOCOL §2).
     *
     * @throws Misfit when it has no such form or is too large
     */
    Value output(@Nullable Object result) {
        return encoded(result, maxOutputBytes);
    }

    private Value encoded(@Nullable Object result, int most) {
        Value value = encoded(result);
        long size = EncodedSize.of(value);
        if (size > most) {
            throw unfit(
                    "$",
                    "it takes up to %d bytes, and one value may take %d; keep it elsewhere and return where."
                            .formatted(size, most));
        }
        return value;
    }

    private Value encoded(@Nullable Object result) {
        try {
            return binder.unbind(result);
        } catch (Misfit e) {
            throw unfit(e.path(), String.valueOf(e.getMessage()));
        }
    }

    private static Misfit unfit(String path, String why) {
        return new Misfit(path, "It cannot be remembered: " + why);
    }

    /**
     * As the code wants it; {@code null} for a remembered {@code null}, unless it wants a {@link Value}.
     *
     * @throws Misfit when it does not fit the type
     */
    @Nullable
    Object recall(Value value, Type type) {
        return binder.bind(value, type);
    }

    /**
     * As the code wants it.
     *
     * @throws Misfit when it does not fit the type
     */
    @SuppressWarnings({"unchecked", "NullAway"}) // what was null when it was remembered is null again
    <T> T recall(Value value, Class<T> type) {
        return (T) binder.bind(value, type);
    }
}
