package dev.dwp.application.port.out;

import dev.dwp.domain.channel.Cursor;

/** Refuses a cursor after which events are no longer kept, or are lost; clients get 410 (PROTOCOL §7.3). */
public final class CursorExpired extends RuntimeException {
    private final Cursor beforeOldest;
    private final Cursor resumeAt;

    /**
     * Tells where to go on instead.
     *
     * @param beforeOldest just before the oldest event kept: after it nothing that is kept is missed
     * @param resumeAt the first place after the refused one from where the log can be read
     */
    public CursorExpired(Cursor beforeOldest, Cursor resumeAt) {
        super("The oldest event kept comes after " + beforeOldest.text() + ".", null, false, false);
        this.beforeOldest = beforeOldest;
        this.resumeAt = resumeAt;
    }

    /** The cursor just before the oldest event kept; the head of the log when none is. */
    public Cursor beforeOldest() {
        return beforeOldest;
    }

    /** The first place after the refused one from where the log can be read. */
    public Cursor resumeAt() {
        return resumeAt;
    }
}
