package dev.dwp.application.port.out;

import dev.dwp.domain.channel.Cursor;

/** Refuses a cursor after which events are no longer kept; clients get 410 (PROTOCOL §7.3). */
public final class CursorExpired extends RuntimeException {
    private final Cursor beforeOldest;

    /** Names the cursor just before the oldest event kept: after it nothing that is kept is missed. */
    public CursorExpired(Cursor beforeOldest) {
        super("The oldest event kept comes after " + beforeOldest.text() + ".", null, false, false);
        this.beforeOldest = beforeOldest;
    }

    /** The cursor just before the oldest event kept; the head of the log when none is. */
    public Cursor beforeOldest() {
        return beforeOldest;
    }
}
