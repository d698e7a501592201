package dev.dwp.client.error;

import org.jspecify.annotations.Nullable;

/** The token is missing, unknown, expired or withdrawn (401); another token may help. */
public final class AuthenticationException extends DwpException {
    public AuthenticationException(int code, String message, @Nullable String details) {
        super(code, message, details);
    }
}
