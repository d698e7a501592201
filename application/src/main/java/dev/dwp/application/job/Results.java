package dev.dwp.application.job;

import dev.dwp.application.binding.EncodedSize;
import dev.dwp.application.port.out.PayloadBinder;
import dev.dwp.domain.frame.Value;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Takes what handlers return, if it can be stored and later be sent in a frame (PROTOCOL §2). Thread-safe. */
final class Results {
    /** As deep as a payload that a client sends may be, within its frame and data: so that an echo may come back. */
    private static final int DEEPEST = 64 - 2;

    private final PayloadBinder binder;
    private final int maxBytes;

    Results(PayloadBinder binder, int maxBytes) {
        this.binder = binder;
        this.maxBytes = maxBytes;
    }

    HandlerOutcome accept(@Nullable Object returned) {
        Value result;
        try {
            result = binder.unbind(returned);
        } catch (PayloadBinder.Misfit e) {
            return HandlerOutcome.failed(
                    "What the handler returned cannot be encoded at %s: %s".formatted(e.path(), e.getMessage()));
        }
        if (deeper(result, DEEPEST)) {
            return HandlerOutcome.failed(
                    "What the handler returned is nested more than %d levels deep.".formatted(DEEPEST));
        }
        long bytes = EncodedSize.of(result);
        return bytes <= maxBytes
                ? new HandlerOutcome.Returned(result)
                : HandlerOutcome.failed(
                        "What the handler returned takes about %d bytes, and %d are allowed; store it elsewhere and return where."
                                .formatted(bytes, maxBytes));
    }

    /** Whether a value has more than so many levels of arrays and objects. */
    private static boolean deeper(Value value, int levels) {
        Collection<Value> within = switch (value) {
            case Value.Array array -> array.items();
            case Value.Struct struct -> struct.members().values();
            default -> null;
        };
        return within != null && (levels == 0 || within.stream().anyMatch(part -> deeper(part, levels - 1)));
    }
}
