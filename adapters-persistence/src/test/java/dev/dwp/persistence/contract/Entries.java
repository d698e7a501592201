package dev.dwp.persistence.contract;

import dev.dwp.domain.workflow.Await;
import dev.dwp.domain.workflow.StepKind;
import dev.dwp.domain.workflow.TimelineEntry;
import dev.dwp.domain.workflow.WorkflowRun;
import java.time.Instant;

/** Entries of a run's timeline. */
final class Entries {
    private Entries() {}

    /** A step that runs since the run's latest change. */
    static TimelineEntry running(WorkflowRun run, int seq, String name) {
        return TimelineEntry.running(place(run, seq, name), StepKind.STEP, run.updatedAt());
    }

    /** An entry that waits since an instant. */
    static TimelineEntry waiting(WorkflowRun run, int seq, Await awaits, Instant since) {
        StepKind kind = switch (awaits) {
            case Await.ForSignal signal -> StepKind.WAIT;
            case Await.ForTime time -> StepKind.SLEEP;
            case Await.ForChild child -> StepKind.CHILD;
        };
        return TimelineEntry.waiting(place(run, seq, "wait-" + seq), kind, awaits, since);
    }

    private static TimelineEntry.Place place(WorkflowRun run, int seq, String name) {
        return new TimelineEntry.Place(run.id(), seq, name, null);
    }
}
