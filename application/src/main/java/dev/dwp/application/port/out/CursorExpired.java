package dev.dwp.application.port.out;

import dev.dwp.domain.channel.Cursor;

/** Events after a cursor are no longer kept; clients get 410 with the oldest kept one (PROTOCOL §7.3). */
public final class CursorExpired extends RuntimeException {
    private final Cursor oldest;

    /** Names the oldest event kept. */
    public CursorExpired(Cursor oldest) {
        super("The oldest event kept is " + oldest.text() + ".", null, false, false);
        this.oldest = oldest;
    }

    /** The oldest event kept. */
    public Cursor oldest() {
        return oldest;
    }
}
