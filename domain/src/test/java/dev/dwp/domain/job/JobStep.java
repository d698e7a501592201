package dev.dwp.domain.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What must hold of a job before and after something happened to it. */
record JobStep(Job before, JobAction action, Job after, Instant now) {
    private static final Set<JobAction> ENDS_AN_ATTEMPT =
            EnumSet.of(JobAction.COMPLETE, JobAction.RETRY, JobAction.RELEASE, JobAction.FAIL, JobAction.CANCEL);

    void check() {
        assertEquals(action.from(before.state()).orElseThrow(), after.state());
        assertEquals(before.revision() + 1, after.revision());
        assertEquals(now, after.updatedAt());
        assertEquals(before.id(), after.id());
        assertEquals(before.spec(), after.spec());
        assertEquals(before.createdAt(), after.createdAt());
        assertEquals(retryCount(), after.retryCount());
        assertEquals(after.retryCount() + 1, after.attempt());
        assertEquals(after.retryCount() < after.spec().retry().maxRetries(), after.retriesLeft());
        assertEquals(runAt(), after.runAt());
        times();
        outcome();
        history();
    }

    private void times() {
        assertEquals(after.state() == JobState.RUNNING, after.lease() != null);
        assertEquals(after.state().finished() ? now : null, after.completedAt());
        assertEquals(
                switch (action) {
                    case CLAIM -> now;
                    case REPLAY -> null;
                    default -> before.startedAt();
                },
                after.startedAt());
    }

    private void outcome() {
        assertEquals(after.state() == JobState.COMPLETED ? JobSamples.RESULT : null, after.result());
        assertEquals(
                switch (action) {
                    case RETRY, RELEASE, FAIL -> action.name();
                    case REPLAY -> null;
                    default -> before.lastError();
                },
                after.lastError());
        assertEquals(
                switch (action) {
                    case PROGRESS -> JobSamples.HALF;
                    case CLAIM, REPLAY -> null;
                    default -> before.progress();
                },
                after.progress());
    }

    /** An attempt that ends is added to the history, which forgets its oldest beyond twenty. */
    private void history() {
        List<Attempt> expected = new ArrayList<>(before.attempts());
        if (before.state() == JobState.RUNNING && ENDS_AN_ATTEMPT.contains(action)) {
            Attempt last = after.attempts().getLast();
            assertEquals(before.attempt(), last.number());
            assertEquals(before.startedAt(), last.startedAt());
            assertEquals(now, last.endedAt());
            assertEquals(JobSamples.WORKER, last.worker());
            assertEquals(
                    switch (action) {
                        case RETRY, RELEASE, FAIL -> action.name();
                        default -> null;
                    },
                    last.error());
            expected.add(last);
        }
        assertEquals(
                expected.subList(Math.max(0, expected.size() - Job.ATTEMPTS_KEPT), expected.size()), after.attempts());
        assertTrue(after.attempts().size() <= 20);
    }

    private int retryCount() {
        return switch (action) {
            case RETRY -> before.retryCount() + 1;
            case REPLAY -> 0;
            default -> before.retryCount();
        };
    }

    private Instant runAt() {
        return switch (action) {
            case RETRY -> now.plus(JobSamples.PAUSE);
            case RELEASE, REPLAY -> now;
            default -> before.runAt();
        };
    }
}
