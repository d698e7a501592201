package dev.dwp.client.error;

import org.jspecify.annotations.Nullable;

/** The request is larger than the server takes (413); nothing of it was done. */
public final class TooLargeException extends DwpException {
    public TooLargeException(int code, String message, @Nullable String details) {
        super(code, message, details);
    }
}
