package dev.dwp.domain.channel;

import java.util.Locale;

/** The workflow events of PROTOCOL §7.2. */
public enum RunEventType {
    STARTED,
    STEP_COMPLETED,
    STEP_FAILED,
    WAITING,
    COMPLETED,
    FAILED,
    CANCELLED;

    private final String wireName = "workflow." + name().toLowerCase(Locale.ROOT);

    /** As the protocol spells it. */
    public String wireName() {
        return wireName;
    }
}
