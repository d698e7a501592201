package dev.dwp.application.workflow;

import dev.dwp.domain.workflow.TimelineEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Measures how long a run that was taken up takes to come to where it was: as long it goes on at least before it gives its
 * place up, so that a run that remembers much does not spend its turns with recalling it. Used by the keeper alone.
 */
final class Recall {
    private Instant began = Instant.EPOCH;
    private Duration took = Duration.ZERO;
    private @Nullable Instant over;

    /** The code begins from its top. */
    void begin(List<TimelineEntry> timeline, Instant now) {
        began = now;
        over = timeline.isEmpty() ? now : null;
    }

    /** The code has asked for something that is not remembered. */
    void over(Instant now) {
        if (over == null) {
            over = now;
            took = Duration.between(began, now);
        }
    }

    /** Whether the run has gone on for as long as it took to recall. */
    boolean paidOff(Instant now) {
        return over != null && !now.isBefore(over.plus(took));
    }
}
