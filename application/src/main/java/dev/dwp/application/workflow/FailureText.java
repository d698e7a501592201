package dev.dwp.application.workflow;

import dev.dwp.application.port.out.PayloadBinder;
import dev.dwp.domain.frame.CleanText;

/** What a run or an entry says it failed with. */
final class FailureText {
    private static final int LONGEST = 4096;

    private FailureText() {}

    /** The exception's own sentence, or the simple name of its class where it has none. */
    static String of(Throwable thrown) {
        String message = message(thrown);
        return cut(message == null || message.isBlank() ? thrown.getClass().getSimpleName() : message);
    }

    static String cut(String text) {
        return CleanText.of(text, LONGEST);
    }

    /** A message is code of the user's, too. */
    private static String message(Throwable thrown) {
        try {
            return thrown instanceof PayloadBinder.Misfit misfit
                    ? "%s (at %s)".formatted(misfit.getMessage(), misfit.path())
                    : String.valueOf(thrown.getMessage() == null ? "" : thrown.getMessage());
        } catch (RuntimeException | Error e) {
            return "";
        }
    }
}
