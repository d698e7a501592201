package dev.dwp.domain.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dwp.domain.job.JobSamples;
import dev.dwp.domain.job.Lease;
import java.time.Instant;

/** What must hold of a run before and after something happened to it. */
record RunStep(WorkflowRun before, RunAction action, WorkflowRun after, Instant now) {

    void check() {
        assertEquals(action.from(before.state()).orElseThrow(), after.state());
        assertEquals(before.revision() + 1, after.revision());
        assertEquals(now, after.updatedAt());
        assertEquals(before.id(), after.id());
        assertEquals(before.spec(), after.spec());
        assertEquals(before.startedAt(), after.startedAt());
        assertEquals(wakeAt(), after.wakeAt());
        outcome();
        hold();
    }

    private void outcome() {
        assertEquals(after.state().finished() ? now : null, after.completedAt());
        assertEquals(after.state() == RunState.COMPLETED ? RunSamples.OUTPUT : null, after.output());
        assertEquals(
                switch (action) {
                    case ROLL_BACK -> "ROLL_BACK";
                    case FAIL -> "FAIL";
                    case COMPLETE, CANCEL, REPLAY -> null;
                    default -> before.error();
                },
                after.error());
        assertEquals(!after.state().finished() && after.error() != null, after.rollingBack());
        assertEquals(
                switch (action) {
                    case REQUEST_CANCEL -> true;
                    case REPLAY -> false;
                    default -> before.cancelRequested();
                },
                after.cancelRequested());
    }

    /** Each claim has a number of its own, so that a worker that lost the run can tell. */
    private void hold() {
        int fences = before.fences() + (action == RunAction.CLAIM ? 1 : 0);
        assertEquals(fences, after.fences());
        assertEquals(
                switch (action) {
                    case CLAIM -> new RunClaim(fences, new Lease(JobSamples.WORKER, now.plusSeconds(30)));
                    case ADVANCE, REQUEST_CANCEL, ROLL_BACK -> before.claim();
                    default -> null;
                },
                after.claim());
    }

    private Instant wakeAt() {
        return switch (action) {
            case SUSPEND -> RunSamples.UNTIL;
            case RELEASE, REQUEST_CANCEL, REPLAY -> now;
            default -> null;
        };
    }
}
