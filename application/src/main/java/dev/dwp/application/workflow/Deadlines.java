package dev.dwp.application.workflow;

import dev.dwp.domain.workflow.Await;
import dev.dwp.domain.workflow.EntryState;
import dev.dwp.domain.workflow.TimelineEntry;
import java.time.Instant;

/** Whether the time of a waiting entry is up. */
final class Deadlines {
    private Deadlines() {}

    /** Where it is not yet, the draft has to look at the entry again when it will be. */
    static boolean due(TimelineEntry entry, Draft draft) {
        Await awaits = entry.awaits();
        Instant deadline = awaits == null ? null : awaits.deadline();
        if (entry.state() != EntryState.WAITING || deadline == null) {
            return false;
        }
        if (deadline.isAfter(draft.now())) {
            draft.lookAt(deadline);
            return false;
        }
        return true;
    }
}
