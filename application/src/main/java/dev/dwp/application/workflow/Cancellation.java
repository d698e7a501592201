package dev.dwp.application.workflow;

import dev.dwp.application.port.out.Change;
import dev.dwp.domain.workflow.Await;
import dev.dwp.domain.workflow.EntryState;
import dev.dwp.domain.workflow.RunChange;
import dev.dwp.domain.workflow.TimelineEntry;
import dev.dwp.domain.workflow.WorkflowRun;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What asking a run to stop changes at once; the rest is its worker's. */
final class Cancellation {
    private Cancellation() {}

    /** Ends its waits for signals too, so that it takes none from another run once it is not wanted any more. */
    static List<Change> request(WorkflowRun run, List<TimelineEntry> timeline, Instant now) {
        List<Change> changes = new ArrayList<>();
        WorkflowRun latest = run;
        for (TimelineEntry entry : timeline) {
            if (entry.state() == EntryState.WAITING && entry.awaits() instanceof Await.ForSignal) {
                RunChange ended = latest.amend(entry.cancelled(now), now);
                changes.add(new Change.OfRun(ended));
                latest = ended.run();
            }
        }
        changes.add(new Change.OfRun(latest.requestCancel(now)));
        return changes;
    }
}
