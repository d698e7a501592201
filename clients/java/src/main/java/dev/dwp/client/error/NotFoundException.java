package dev.dwp.client.error;

import org.jspecify.annotations.Nullable;

/** Nothing of that id or name exists for this token (404). */
public final class NotFoundException extends DwpException {
    public NotFoundException(int code, String message, @Nullable String details) {
        super(code, message, details);
    }
}
