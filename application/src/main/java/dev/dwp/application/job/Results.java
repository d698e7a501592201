package dev.dwp.application.job;

import dev.dwp.application.binding.EncodedSize;
import dev.dwp.application.binding.PayloadLevels;
import dev.dwp.application.port.out.PayloadBinder;
import dev.dwp.domain.frame.Value;
import org.jspecify.annotations.Nullable;

/** Takes what handlers return, if it can be stored and later be sent in a frame (PROTOCOL §2). Thread-safe. */
final class Results {
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
        if (PayloadLevels.exceed(result, PayloadLevels.MOST)) {
            return HandlerOutcome.failed(
                    "What the handler returned is nested more than %d levels deep.".formatted(PayloadLevels.MOST));
        }
        long bytes = EncodedSize.of(result);
        return bytes <= maxBytes
                ? new HandlerOutcome.Returned(result)
                : HandlerOutcome.failed(
                        "What the handler returned takes about %d bytes, and %d are allowed; store it elsewhere and return where."
                                .formatted(bytes, maxBytes));
    }
}
