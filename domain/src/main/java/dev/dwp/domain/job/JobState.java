package dev.dwp.domain.job;

import dev.dwp.domain.frame.Excerpt;
import dev.dwp.domain.frame.Refusal;
import java.util.Arrays;
import java.util.Locale;

/** Where a job stands (PROTOCOL §5). {@link JobAction} says how it gets from one to the next. */
public enum JobState {
    PENDING,
    RUNNING,
    COMPLETED,
    FAILED,
    RETRYING,
    CANCELLED;

    /**
     * The state of that name.
     *
     * @throws Refusal 400 when there is none
     */
    public static JobState named(String wireName) {
        return Arrays.stream(values())
                .filter(state -> state.wireName().equals(wireName))
                .findFirst()
                .orElseThrow(() -> Refusal.badRequest(
                        "'%s' is no job state; use pending, running, completed, failed, retrying or cancelled."
                                .formatted(Excerpt.of(wireName))));
    }

    /** As the protocol spells it. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the job waits to be picked up. */
    public boolean waiting() {
        return this == PENDING || this == RETRYING;
    }

    /** Whether nothing more happens to the job unless someone replays it. */
    public boolean finished() {
        return this == COMPLETED || this == FAILED || this == CANCELLED;
    }
}
