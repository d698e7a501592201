package dev.dwp.application.job;

import org.jspecify.annotations.Nullable;

/**
 * What a handler threw, as it is logged: its message may be of any length, and its methods are the handler's own code, which
 * may throw in their turn.
 */
final class HandlerFailure extends Exception {
    private static final int DEEPEST = 5;

    private HandlerFailure(String message, @Nullable Throwable cause, StackTraceElement[] stack) {
        super(message, cause);
        setStackTrace(stack);
    }

    /** A copy for the log; {@code null} for what was not thrown. */
    static @Nullable HandlerFailure of(@Nullable Throwable thrown) {
        return of(thrown, DEEPEST);
    }

    private static @Nullable HandlerFailure of(@Nullable Throwable thrown, int levels) {
        if (thrown == null || levels == 0) {
            return null;
        }
        String message = thrown.getClass().getName() + ": " + LastError.of(thrown);
        try {
            return new HandlerFailure(message, of(thrown.getCause(), levels - 1), thrown.getStackTrace());
        } catch (RuntimeException | Error e) {
            return new HandlerFailure(message, null, new StackTraceElement[0]);
        }
    }
}
