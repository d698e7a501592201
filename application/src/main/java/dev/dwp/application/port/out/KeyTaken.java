package dev.dwp.application.port.out;

/** An idempotency key already names a job, run or publication of that tenant and name; nothing was written. */
public final class KeyTaken extends RuntimeException {
    /** Carries nothing: the caller knows the key and looks up what it names. */
    public KeyTaken() {
        super("The key is taken.", null, false, false);
    }
}
