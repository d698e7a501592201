package dev.dwp.domain.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttemptTest {
    @ParameterizedTest
    @CsvSource({
        "COMPLETE, completed",
        "RETRY, failed",
        "FAIL, failed",
        "RELEASE, released",
        "CANCEL, cancelled",
    })
    void endsAsWhatHappenedSays(JobAction action, String outcome) {
        List<Attempt> attempts = JobSamples.after(JobAction.CLAIM, action).job().attempts();
        assertEquals(
                List.of(outcome),
                attempts.stream().map(attempt -> attempt.outcome().wireName()).toList());
    }

    @Test
    void isLostWithItsWorker() {
        Job running = JobSamples.after(JobAction.CLAIM).job();
        Instant now = running.updatedAt();
        assertLost(running.retryLost("gone", Duration.ofSeconds(1), now).job(), now);
        assertLost(running.failLost("gone", now).job(), now);
    }

    private static void assertLost(Job job, Instant at) {
        Attempt attempt = job.attempts().getLast();
        assertEquals(Attempt.Outcome.LOST, attempt.outcome());
        assertEquals("lost", attempt.outcome().wireName());
        assertEquals("gone", attempt.error());
        assertEquals(at, attempt.endedAt());
    }

    @Test
    void aJobThatNeverRanHasNone() {
        assertEquals(List.of(), JobSamples.after(JobAction.CANCEL).job().attempts());
    }

    @Test
    void theHistoryForgetsItsOldest() {
        List<JobAction> one = List.of(JobAction.CLAIM, JobAction.RETRY);
        JobAction[] life =
                Collections.nCopies(25, one).stream().flatMap(List::stream).toArray(JobAction[]::new);
        List<Attempt> attempts = JobSamples.after(life).job().attempts();
        assertEquals(Job.ATTEMPTS_KEPT, attempts.size());
        assertEquals(6, attempts.getFirst().number());
        assertEquals(25, attempts.getLast().number());
    }
}
