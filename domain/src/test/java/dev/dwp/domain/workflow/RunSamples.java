package dev.dwp.domain.workflow;

import dev.dwp.domain.frame.Value;
import dev.dwp.domain.id.Base32Id;
import dev.dwp.domain.job.JobSamples;
import dev.dwp.domain.job.Lease;
import dev.dwp.domain.session.Tenant;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Runs to try things with, and a hand that lets anything happen to them. */
public final class RunSamples {
    public static final Instant NOW = JobSamples.NOW;
    public static final RunId ID = new RunId("run_" + Base32Id.encode(1, 1));
    public static final Instant UNTIL = NOW.plusSeconds(3600);
    public static final Value OUTPUT = Value.of("done");

    private RunSamples() {}

    /** What belongs to an org. */
    public static RunSpec spec() {
        return new RunSpec("order", 1, Value.EMPTY, null, new Tenant("app", "org"), null, false, null);
    }

    /** A run to which that has happened, a second apart, from {@link #NOW} on. */
    public static RunChange after(RunAction... actions) {
        RunChange change = WorkflowRun.start(ID, spec(), NOW);
        for (RunAction action : actions) {
            WorkflowRun run = change.run();
            change = act(run, action, run.updatedAt().plusSeconds(1));
        }
        return change;
    }

    /** A run in that state. */
    public static WorkflowRun in(RunState state) {
        return switch (state) {
            case RUNNING -> after().run();
            case COMPLETED -> after(RunAction.CLAIM, RunAction.COMPLETE).run();
            case FAILED -> after(RunAction.CLAIM, RunAction.FAIL).run();
            case CANCELLED ->
                after(RunAction.REQUEST_CANCEL, RunAction.CLAIM, RunAction.CANCEL)
                        .run();
        };
    }

    /** Lets that happen to the run. */
    public static RunChange act(WorkflowRun run, RunAction action, Instant now) {
        return switch (action) {
            case START -> throw new IllegalArgumentException("A run is started once.");
            case CLAIM -> run.claim(new Lease(JobSamples.WORKER, now.plusSeconds(30)), now);
            case ADVANCE -> run.advance(begun(now), now);
            case SUSPEND -> run.suspend(UNTIL, now);
            case RELEASE -> run.release(now);
            case REQUEST_CANCEL -> run.requestCancel(now);
            case ROLL_BACK -> run.rollBack("ROLL_BACK", now);
            case COMPLETE -> run.complete(OUTPUT, now);
            case FAIL -> run.fail("FAIL", now);
            case CANCEL -> run.cancel(null, now);
            case REPLAY -> run.replay(now);
        };
    }

    /** A step that has just begun. */
    public static TimelineEntry begun(Instant now) {
        return TimelineEntry.running(new TimelineEntry.Place(ID, 1, "pay", null), StepKind.STEP, now);
    }

    /** A step that waits. */
    public static TimelineEntry waiting(Instant now) {
        return TimelineEntry.waiting(
                new TimelineEntry.Place(ID, 1, "pay", null), StepKind.SLEEP, new Await.ForTime(UNTIL), now);
    }

    /** What can happen to a run that exists. */
    public static List<RunAction> actions() {
        return Arrays.stream(RunAction.values())
                .filter(action -> action != RunAction.START)
                .toList();
    }
}
