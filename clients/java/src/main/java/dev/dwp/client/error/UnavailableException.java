package dev.dwp.client.error;

import org.jspecify.annotations.Nullable;

/** The server is shutting down, or its store is away (503); the same call may succeed later. */
public final class UnavailableException extends DwpException {
    public UnavailableException(int code, String message, @Nullable String details) {
        super(code, message, details);
    }
}
