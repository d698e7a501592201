package dev.dwp.client.error;

import org.jspecify.annotations.Nullable;

/** The request is wrong (400, 405, 415): the message names the value and the fix, {@link #details} the place. */
public final class BadRequestException extends DwpException {
    public BadRequestException(int code, String message, @Nullable String details) {
        super(code, message, details);
    }
}
