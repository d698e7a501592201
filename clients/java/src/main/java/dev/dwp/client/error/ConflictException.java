package dev.dwp.client.error;

import org.jspecify.annotations.Nullable;

/** The state of the job or run does not allow this, or a key stands for something else (409). */
public final class ConflictException extends DwpException {
    public ConflictException(int code, String message, @Nullable String details) {
        super(code, message, details);
    }
}
