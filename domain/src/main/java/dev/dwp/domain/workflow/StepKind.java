package dev.dwp.domain.workflow;

import java.util.Locale;

/** What an entry of a timeline is (PROTOCOL §6). */
public enum StepKind {
    STEP,
    WAIT,
    SLEEP,
    CHILD,
    PARALLEL,
    COMPENSATION;

    /** As the protocol spells it. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
