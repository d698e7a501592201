package dev.dwp.domain.job;

import dev.dwp.domain.id.Base32Id;

/** Names a job for ever. */
public record JobId(String text) {
    /** What every such id starts with. */
    public static final String PREFIX = "job_";

    /** Refuses (400) a text that is no such id. */
    public JobId {
        Base32Id.check(PREFIX, text);
    }

    @Override
    public String toString() {
        return text;
    }
}
