package dev.dwp.application.job;

import dev.dwp.application.log.ForeignFailure;
import dev.dwp.domain.frame.CleanText;

/** What a failed attempt says to those who may read the job: the exception's message, without its class or its stack. */
final class LastError {
    private static final int LONGEST = 2000;

    private LastError() {}

    static String of(Throwable failure) {
        String message = ForeignFailure.messageOf(failure);
        return message.isBlank() ? nameOf(failure.getClass()) : of(message);
    }

    static String of(String message) {
        return CleanText.of(message, LONGEST);
    }

    private static String nameOf(Class<?> type) {
        return type.getSimpleName().isEmpty() ? type.getName() : type.getSimpleName();
    }
}
