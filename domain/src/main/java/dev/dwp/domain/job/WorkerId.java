package dev.dwp.domain.job;

import dev.dwp.domain.id.Base32Id;

/** Names a worker: one running server process. */
public record WorkerId(String text) {
    /** What every such id starts with. */
    public static final String PREFIX = "wkr_";

    /** Refuses (400) a text that is no such id. */
    public WorkerId {
        Base32Id.check(PREFIX, text);
    }

    @Override
    public String toString() {
        return text;
    }
}
