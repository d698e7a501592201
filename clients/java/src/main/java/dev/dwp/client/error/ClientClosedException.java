package dev.dwp.client.error;

/** The client was closed before the answer came, or before the call (code 0). */
public final class ClientClosedException extends ConnectionLostException {
    public ClientClosedException() {
        super("The client was closed.", null);
    }
}
