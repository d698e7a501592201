package dev.dwp.domain.job;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.domain.frame.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL §5: a job's states and what leads from one to the next")
class JobTransitionsTest {
    private static final Set<String> TABLE =
            """
            CANCEL   leads from PENDING to CANCELLED
            CANCEL   leads from RETRYING to CANCELLED
            CANCEL   leads from RUNNING to CANCELLED
            CLAIM    leads from PENDING to RUNNING
            CLAIM    leads from RETRYING to RUNNING
            COMPLETE leads from RUNNING to COMPLETED
            FAIL     leads from RUNNING to FAILED
            PROGRESS leads from RUNNING to RUNNING
            RELEASE  leads from RUNNING to RETRYING
            REPLAY   leads from FAILED to PENDING
            RETRY    leads from RUNNING to RETRYING
            """.lines().map(line -> line.replaceAll(" +", " ")).collect(toCollection(TreeSet::new));

    @Test
    void theTableDeclaresTheseAndNoOther() {
        Set<String> declared = new TreeSet<>();
        for (JobState state : JobState.values()) {
            for (JobAction action : JobAction.values()) {
                action.from(state).ifPresent(next -> declared.add(row(action, state, next)));
            }
        }
        assertEquals(TABLE, declared);
    }

    @Test
    void eachIsTakenAndNoOtherCanBe() {
        Set<String> taken = new TreeSet<>();
        for (JobState state : JobState.values()) {
            for (JobAction action : JobSamples.actions()) {
                Job job = JobSamples.in(state);
                assertEquals(state, job.state());
                try {
                    JobChange change = JobSamples.act(job, action, JobSamples.NOW);
                    taken.add(row(change.action(), state, change.job().state()));
                } catch (IllegalTransition refused) {
                    assertTrue(refused.getMessage().contains(state.wireName()), refused.getMessage());
                }
            }
        }
        assertEquals(TABLE, taken);
    }

    @Test
    void oneBeginsByBeingEnqueued() {
        JobChange change = JobSamples.after();
        assertEquals(JobAction.ENQUEUE, change.action());
        assertEquals(JobState.PENDING, change.job().state());
        assertEquals(1, change.job().revision());
        assertTrue(Arrays.stream(JobState.values())
                .allMatch(state -> JobAction.ENQUEUE.from(state).isEmpty()));
    }

    @Test
    void statesAreFoundByTheirNames() {
        for (JobState state : JobState.values()) {
            assertEquals(state, JobState.named(state.wireName()));
        }
        assertThrows(Refusal.class, () -> JobState.named("PENDING"));
    }

    @Test
    void aJobWaitsRunsOrHasFinished() {
        for (JobState state : JobState.values()) {
            assertEquals(state != JobState.RUNNING, state.waiting() ^ state.finished());
        }
    }

    private static String row(JobAction action, JobState from, JobState to) {
        return "%s leads from %s to %s".formatted(action, from, to);
    }

    @Test
    void noJobContradictsItself() {
        Job running = JobSamples.in(JobState.RUNNING);
        Job failed = JobSamples.in(JobState.FAILED);
        Lease lease = Objects.requireNonNull(running.lease());
        assertThrows(IllegalArgumentException.class, () -> with(running, null, null));
        assertThrows(IllegalArgumentException.class, () -> with(running, lease, JobSamples.NOW));
        assertThrows(IllegalArgumentException.class, () -> with(failed, null, null));
        assertThrows(IllegalArgumentException.class, () -> with(failed, lease, JobSamples.NOW));
        assertThrows(IllegalArgumentException.class, () -> failed.renewed(lease));
    }

    private static Job with(Job job, @Nullable Lease lease, @Nullable Instant completedAt) {
        return new Job(
                job.id(),
                job.spec(),
                job.state(),
                job.retryCount(),
                job.runAt(),
                lease,
                job.startedAt(),
                completedAt,
                job.lastError(),
                job.result(),
                job.progress(),
                job.attempts(),
                job.createdAt(),
                job.updatedAt(),
                job.revision());
    }

    @Test
    void aFailedAttemptIsFollowedByAnotherUntilNoneIsLeft() {
        RandomGenerator random = new Random(1);
        Job job = JobSamples.in(JobState.RUNNING);
        int most = job.spec().retry().maxRetries();
        for (int retry = 1; retry <= most; retry++) {
            Instant now = job.updatedAt();
            Instant notBefore = retry % 2 == 0 ? now.plus(Duration.ofDays(1)) : Instant.MIN;
            Job next = retry % 3 == 0
                    ? job.attemptLost("lost", random, now).job()
                    : job.attemptFailed("failed", false, notBefore, random, now).job();
            assertEquals(JobState.RETRYING, next.state());
            assertEquals(retry, next.retryCount());
            if (retry % 3 != 0) {
                assertFalse(next.runAt().isBefore(notBefore), next.toString());
            }
            job = JobSamples.act(next, JobAction.CLAIM, now.plusSeconds(1)).job();
        }
        Instant now = job.updatedAt();
        assertEquals(JobState.FAILED, job.attemptLost("lost", random, now).job().state());
        assertEquals(
                JobState.FAILED,
                job.attemptFailed("failed", false, Instant.MIN, random, now)
                        .job()
                        .state());
    }

    @Test
    void nothingFollowsAPermanentFailure() {
        Job job = JobSamples.in(JobState.RUNNING);
        JobChange change = job.attemptFailed("for good", true, Instant.MIN, new Random(1), job.updatedAt());
        assertEquals(JobState.FAILED, change.job().state());
        assertEquals("for good", change.job().lastError());
    }
}
