package dev.dwp.application.port.out;

/** A change was made from a state that is no longer the current one; nothing was written. */
public final class StaleWrite extends RuntimeException {
    /** Names what was stale, for the log. */
    public StaleWrite(String what) {
        super(what + " has changed meanwhile.", null, false, false);
    }
}
