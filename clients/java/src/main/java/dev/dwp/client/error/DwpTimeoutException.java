package dev.dwp.client.error;

import org.jspecify.annotations.Nullable;

/** No answer came in time (code 0, or 408 where a server says so); what was asked for may have happened. */
public final class DwpTimeoutException extends DwpException {
    public DwpTimeoutException(int code, String message, @Nullable String details) {
        super(code, message, details);
    }
}
