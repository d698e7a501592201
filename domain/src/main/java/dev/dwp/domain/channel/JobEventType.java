package dev.dwp.domain.channel;

import java.util.Locale;

/** The job events of PROTOCOL §7.2. */
public enum JobEventType {
    ENQUEUED,
    STARTED,
    COMPLETED,
    FAILED,
    RETRYING,
    DLQ,
    CANCELLED,
    PROGRESS;

    private final String wireName = "job." + name().toLowerCase(Locale.ROOT);

    /** As the protocol spells it. */
    public String wireName() {
        return wireName;
    }
}
