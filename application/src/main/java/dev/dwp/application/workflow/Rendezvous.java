package dev.dwp.application.workflow;

import dev.dwp.application.port.out.Change;
import dev.dwp.application.port.out.RunStore;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.workflow.Await;
import dev.dwp.domain.workflow.AwaitGroup;
import dev.dwp.domain.workflow.EntryState;
import dev.dwp.domain.workflow.RunChange;
import dev.dwp.domain.workflow.RunState;
import dev.dwp.domain.workflow.TimelineEntry;
import dev.dwp.domain.workflow.WorkflowRun;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Ends a waiting entry of a run from outside, by a signal or by the end of a child, with what that means for the entries
 * that wait together with it. Thread-safe.
 */
final class Rendezvous {
    private final RunStore runs;

    Rendezvous(RunStore runs) {
        this.runs = runs;
    }

    /**
     * The changes of the run that go with the end of an entry. They follow from what is read here; so the run must have
     * been read before, and a store refuses them when it has changed since.
     *
     * @param ended the entry as it is afterwards
     */
    List<RunChange> end(WorkflowRun run, TimelineEntry ended, Instant now) {
        AwaitGroup group = groupOf(ended);
        if (group == null) {
            return List.of(run.wake(ended, now));
        }
        return switch (group.mode()) {
            case ALL -> List.of(lastOf(group, ended) ? run.wake(ended, now) : run.amend(ended, now));
            case ANY -> endAll(run, ended, runs.waitingTogether(run.id(), group.name(), Integer.MAX_VALUE), now);
        };
    }

    /**
     * The changes of the run that waits for another, now that this has ended; none where nobody waits, nor where the one
     * that does is to stop.
     */
    List<Change> childEnded(WorkflowRun child, Instant now) {
        if (!child.state().finished() || !child.spec().awaited()) {
            return List.of();
        }
        return runs
                .awaiting(child.id())
                .filter(parent -> !parent.run().cancelRequested())
                .map(parent -> end(parent.run(), ended(parent.entry(), child, now), now))
                .orElse(List.of())
                .stream()
                .<Change>map(Change.OfRun::new)
                .toList();
    }

    private static TimelineEntry ended(TimelineEntry entry, WorkflowRun child, Instant now) {
        if (child.state() == RunState.COMPLETED) {
            return entry.completed(Objects.requireNonNullElse(child.output(), Value.NULL), now);
        }
        String reason = child.state() == RunState.CANCELLED ? "it was cancelled." : child.error();
        return entry.failed(Objects.requireNonNullElse(reason, ""), now);
    }

    private boolean lastOf(AwaitGroup group, TimelineEntry ended) {
        return ended.state() == EntryState.FAILED
                || runs.waitingTogether(ended.runId(), group.name(), 2).stream()
                        .allMatch(waiting -> waiting.seq() == ended.seq());
    }

    private static List<RunChange> endAll(
            WorkflowRun run, TimelineEntry ended, List<TimelineEntry> together, Instant now) {
        List<RunChange> changes = new ArrayList<>();
        WorkflowRun latest = run;
        for (TimelineEntry other : together) {
            if (other.seq() != ended.seq()) {
                RunChange change = latest.amend(other.cancelled(now), now);
                changes.add(change);
                latest = change.run();
            }
        }
        changes.add(latest.wake(ended, now));
        return changes;
    }

    private static @Nullable AwaitGroup groupOf(TimelineEntry entry) {
        Await awaits = entry.awaits();
        return awaits == null ? null : awaits.group();
    }
}
