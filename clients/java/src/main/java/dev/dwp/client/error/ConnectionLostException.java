package dev.dwp.client.error;

import org.jspecify.annotations.Nullable;

/** No answer came, because the connection was lost, could not be made, or was closed (code 0). */
public class ConnectionLostException extends DwpException {
    public ConnectionLostException(String message, @Nullable Throwable cause) {
        super(0, message, null, cause);
    }
}
