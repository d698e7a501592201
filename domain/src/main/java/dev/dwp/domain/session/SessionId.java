package dev.dwp.domain.session;

import dev.dwp.domain.id.Base32Id;

/** Names one authenticated connection. */
public record SessionId(String text) {
    /** What every such id starts with. */
    public static final String PREFIX = "sess_";

    /** Refuses (400) a text that is no such id. */
    public SessionId {
        Base32Id.check(PREFIX, text);
    }

    @Override
    public String toString() {
        return text;
    }
}
