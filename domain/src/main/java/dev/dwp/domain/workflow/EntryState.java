package dev.dwp.domain.workflow;

import java.util.Locale;

/** Where an entry of a timeline stands. */
public enum EntryState {
    /** Its code runs now. */
    RUNNING,
    /** It waits for a time, a signal, a child, or its next attempt. */
    WAITING,
    /** It returned; its result is remembered for ever. */
    COMPLETED,
    /** It threw. */
    FAILED,
    /** The run was cancelled, or a sibling failed, before it ended. */
    CANCELLED;

    /** As the protocol spells it. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether nothing more happens to the entry. */
    public boolean ended() {
        return this != RUNNING && this != WAITING;
    }
}
