package dev.dwp.client.error;

import org.jspecify.annotations.Nullable;

/** The token may not do this (403): it lacks the scope that the message names, or names a foreign tenant. */
public final class ForbiddenException extends DwpException {
    public ForbiddenException(int code, String message, @Nullable String details) {
        super(code, message, details);
    }
}
