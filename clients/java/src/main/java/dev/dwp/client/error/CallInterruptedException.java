package dev.dwp.client.error;

/** The calling thread was interrupted (code 0), and still is; what was asked for may have happened. */
public final class CallInterruptedException extends DwpException {
    public CallInterruptedException(InterruptedException cause) {
        super(0, "The thread was interrupted while it waited for the answer.", null, cause);
    }
}
