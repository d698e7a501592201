package dev.dwp.application.log;

import dev.dwp.domain.frame.CleanText;
import org.jspecify.annotations.Nullable;

/**
 * Copies what foreign code threw, such as a handler's or an authenticator's, for the log. Its message may be of any length,
 * and its methods are foreign code too, which may throw in their turn: a logger that calls them would fail with it.
 */
public final class ForeignFailure extends Exception {
    private static final int DEEPEST = 5;
    private static final int LONGEST = 2000;

    private ForeignFailure(String message, @Nullable Throwable cause, StackTraceElement[] stack) {
        super(message, cause);
        setStackTrace(stack);
    }

    /** A copy for the log; {@code null} for what was not thrown. */
    public static @Nullable ForeignFailure of(@Nullable Throwable thrown) {
        return of(thrown, DEEPEST);
    }

    private static @Nullable ForeignFailure of(@Nullable Throwable thrown, int levels) {
        if (thrown == null || levels == 0) {
            return null;
        }
        String text = messageOf(thrown);
        String name = thrown.getClass().getName();
        String message = text.isBlank() ? name : name + ": " + text;
        try {
            return new ForeignFailure(message, of(thrown.getCause(), levels - 1), thrown.getStackTrace());
        } catch (RuntimeException | Error e) {
            return new ForeignFailure(message, null, new StackTraceElement[0]);
        }
    }

    /** The message as one that can be shown; empty where there is none, or it cannot be had. */
    public static String messageOf(Throwable thrown) {
        try {
            String message = thrown.getMessage();
            return message == null ? "" : CleanText.of(message, LONGEST);
        } catch (RuntimeException | Error e) {
            return "";
        }
    }
}
