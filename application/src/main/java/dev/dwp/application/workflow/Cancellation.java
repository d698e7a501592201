package dev.dwp.application.workflow;

import dev.dwp.application.port.out.Change;
import dev.dwp.application.port.out.RunStore;
import dev.dwp.domain.workflow.Await;
import dev.dwp.domain.workflow.EntryState;
import dev.dwp.domain.workflow.RunChange;
import dev.dwp.domain.workflow.TimelineEntry;
import dev.dwp.domain.workflow.WorkflowRun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Works out what cancelling one run changes at once. A run that waits and has nothing to compensate ends with that; any
 * other is asked to stop, and its worker does the rest. Thread-safe.
 */
final class Cancellation {
    /** How long whoever cancels a run with children has to end it, before a worker takes it up for that. */
    private static final Duration LEFT_TO_CALLER = Duration.ofSeconds(10);

    private final RunStore runs;

    Cancellation(RunStore runs) {
        this.runs = runs;
    }

    /** The changes, to be refused where the run has changed since it was read; none where it stops already. */
    List<Change> of(WorkflowRun run, Instant now) {
        if (!goesOn(run)) {
            return List.of();
        }
        List<TimelineEntry> timeline = run.fences() == 0 ? List.of() : runs.timeline(run.id());
        if (!run.idle()) {
            return request(run, timeline, now, now);
        }
        return timeline.stream().anyMatch(Cancellation::awaitsChild)
                ? request(run, timeline, now.plus(LEFT_TO_CALLER), now)
                : end(run, timeline, null, now);
    }

    /** A run that has failed already, or was cancelled before, is left as it is. */
    static boolean goesOn(WorkflowRun run) {
        return !run.state().finished() && !run.cancelRequested() && !run.rollingBack();
    }

    /**
     * The end of a run that nobody works on.
     *
     * @param trouble what could not be done; {@code null} where there was nothing to do
     */
    static List<Change> end(WorkflowRun run, List<TimelineEntry> timeline, @Nullable String trouble, Instant now) {
        List<Change> changes = new ArrayList<>();
        WorkflowRun latest = giveUp(run, timeline, entry -> !entry.state().ended(), changes, now);
        changes.add(new Change.OfRun(latest.cancel(trouble, now)));
        return changes;
    }

    /** Ends its waits for signals too, so that it takes none from another run once it is not wanted any more. */
    private static List<Change> request(WorkflowRun run, List<TimelineEntry> timeline, Instant wake, Instant now) {
        List<Change> changes = new ArrayList<>();
        WorkflowRun latest = giveUp(run, timeline, Cancellation::awaitsSignal, changes, now);
        changes.add(new Change.OfRun(latest.requestCancel(wake, now)));
        return changes;
    }

    private static WorkflowRun giveUp(
            WorkflowRun run,
            List<TimelineEntry> timeline,
            Predicate<TimelineEntry> unwanted,
            List<Change> changes,
            Instant now) {
        WorkflowRun latest = run;
        for (TimelineEntry entry : timeline) {
            if (unwanted.test(entry)) {
                RunChange ended = latest.amend(entry.cancelled(now), now);
                changes.add(new Change.OfRun(ended));
                latest = ended.run();
            }
        }
        return latest;
    }

    private static boolean awaitsSignal(TimelineEntry entry) {
        return entry.state() == EntryState.WAITING && entry.awaits() instanceof Await.ForSignal;
    }

    private static boolean awaitsChild(TimelineEntry entry) {
        return entry.state() == EntryState.WAITING && entry.awaits() instanceof Await.ForChild;
    }
}
