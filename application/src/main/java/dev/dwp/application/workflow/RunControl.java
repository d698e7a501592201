package dev.dwp.application.workflow;

import dev.dwp.application.port.in.Caller;
import dev.dwp.application.port.in.ControlRun;
import dev.dwp.application.port.in.GetRun;
import dev.dwp.application.port.out.Change;
import dev.dwp.application.port.out.Changeset;
import dev.dwp.application.port.out.Commits;
import dev.dwp.application.port.out.RunStore;
import dev.dwp.application.port.out.StaleWrite;
import dev.dwp.domain.frame.Excerpt;
import dev.dwp.domain.frame.Refusal;
import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.RunState;
import dev.dwp.domain.workflow.TimelineEntry;
import dev.dwp.domain.workflow.WorkflowRun;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;

/**
 * {@code workflow.cancel} and {@code workflow.replay} (PROTOCOL §5). Each reads the run, decides, and writes on the
 * condition that nothing has changed; where something has, it reads and decides again. Thread-safe.
 */
final class RunControl implements ControlRun {
    private final RunStore runs;
    private final Commits commits;
    private final GetRun reading;
    private final Ticks clock;
    private final RunCanceller canceller;

    RunControl(Tools tools, GetRun reading) {
        this.runs = tools.parts().store().runs();
        this.commits = tools.commits();
        this.reading = reading;
        this.clock = tools.clock();
        this.canceller = new RunCanceller(tools, new KnownWorkflows(tools.parts()));
    }

    /** What cannot end at once is done by whoever holds the run, or takes it up next. Asking twice is asking once. */
    @Override
    public void cancel(Caller caller, RunId id) {
        canceller.cancel(() -> requireCancellable(reading.get(caller, id)));
    }

    @Override
    public void replay(Caller caller, RunId id, String fromStep) {
        decide(caller, id, (run, now) -> {
            if (!run.state().finished()) {
                throw Refusal.conflict("The run %s has not finished; cancel it first.".formatted(id));
            }
            List<TimelineEntry> timeline = runs.timeline(id);
            return Replay.of(timeline, fromStep)
                    .orElseThrow(() ->
                            Refusal.notFound("The run %s has no step named '%s'.".formatted(id, Excerpt.of(fromStep))))
                    .changes(run, now);
        });
    }

    private static WorkflowRun requireCancellable(WorkflowRun run) {
        if (run.state() == RunState.CANCELLED || run.cancelRequested()) {
            return run;
        }
        if (run.state().finished()) {
            throw Refusal.conflict("The run %s is %s already; only one that runs or waits can be cancelled."
                    .formatted(run.id(), run.state().wireName()));
        }
        if (run.rollingBack()) {
            throw Refusal.conflict(
                    "The run %s has failed already, and its compensations are running.".formatted(run.id()));
        }
        return run;
    }

    private void decide(Caller caller, RunId id, BiFunction<WorkflowRun, Instant, List<Change>> decision) {
        while (true) {
            try {
                Instant now = clock.now();
                List<Change> changes = decision.apply(reading.get(caller, id), now);
                if (!changes.isEmpty()) {
                    commits.commit(new Changeset(now, changes));
                }
                return;
            } catch (StaleWrite e) {
                // The run has moved on between the look and the write.
            }
        }
    }
}
