package dev.dwp.application.workflow;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Lets the branches of a run wait for each other at the ends of their steps while another tenant waits for its place: else
 * there might never be a moment at which no step is under way. A branch waits no longer than its last step took, so that it
 * is never more than half as fast, and branches that depend on each other go on. Used by the keeper alone.
 */
final class BranchPauses {
    private final Map<Strand, Instant> began = new HashMap<>();
    private final Map<Strand, Instant> until = new HashMap<>();
    private boolean holding;

    /** Another turn of the keeper begins. */
    void begin() {
        holding = false;
    }

    /** Whether an ask has to wait; then the keeper looks again when it has waited long enough. */
    boolean hold(Pending<?> ask, Draft draft, boolean wanted) {
        Instant end = ask.evenClosed() ? null : until.get(ask.strand());
        if (end == null) {
            return false;
        }
        if (!wanted || !draft.now().isBefore(end)) {
            until.remove(ask.strand());
            return false;
        }
        draft.lookAt(end);
        holding = true;
        return true;
    }

    /** Whether an ask was held in this turn. */
    boolean holding() {
        return holding;
    }

    /** What a strand asked for has begun, or has ended. */
    void answered(Pending<?> ask, Instant now) {
        if (ask.evenClosed()) {
            Instant start = began.remove(ask.strand());
            until.put(ask.strand(), start == null ? now : now.plus(Duration.between(start, now)));
        } else {
            began.put(ask.strand(), now);
        }
    }

    /** Nobody waits any more. */
    void clear() {
        until.clear();
    }

    /** A strand has ended. */
    void forget(Strand strand) {
        began.remove(strand);
        until.remove(strand);
    }
}
