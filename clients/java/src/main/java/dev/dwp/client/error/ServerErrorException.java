package dev.dwp.client.error;

import org.jspecify.annotations.Nullable;

/** The server failed (500); under the incident in {@link #details}, its log has the cause. */
public final class ServerErrorException extends DwpException {
    public ServerErrorException(int code, String message, @Nullable String details) {
        super(code, message, details);
    }
}
