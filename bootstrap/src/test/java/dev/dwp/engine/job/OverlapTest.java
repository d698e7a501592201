package dev.dwp.engine.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.dwp.application.handler.JobDefinition;
import dev.dwp.application.handler.JobOptions;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobState;
import dev.dwp.domain.job.RetryPolicy;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL §9.4: the next attempt begins no earlier than the end of the last, or of its grace")
class OverlapTest {
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final Duration TIMEOUT = Duration.ofMillis(300);
    private static final RetryPolicy AT_ONCE = new RetryPolicy(3, Duration.ZERO, 1, Duration.ZERO, 0);

    private final Scene scene = new Scene();
    private final Stubborn stubborn = new Stubborn();
    private Job job;

    @BeforeEach
    void runIntoItsTimeLimit() throws InterruptedException {
        scene.handle(JobDefinition.of("stubborn", Value.class, stubborn).withRetry(AT_ONCE));
        scene.with(settings -> settings.withCancelGrace(GRACE)).start();
        job = scene.enqueue("stubborn", JobOptions.DEFAULT.withTimeout(TIMEOUT));
        stubborn.awaitBegun(1);
        scene.clock.advance(TIMEOUT);
        stubborn.awaitInterrupted();
    }

    @AfterEach
    void stop() throws InterruptedException {
        stubborn.release();
        scene.close();
    }

    @Test
    void waitsForAHandlerThatEndsLate() throws Exception {
        assertEquals(JobState.RUNNING, scene.job(job.id()).state());
        stubborn.release();
        Job done = scene.await(job, JobState.COMPLETED);
        assertEquals("The handler timed out after 300 ms.", done.lastError());
        assertEquals(2, done.attempts().size());
    }

    @Test
    void waitsNoLongerThanTheGrace() throws Exception {
        scene.clock.advance(GRACE.minusMillis(1));
        assertEquals(JobState.RUNNING, scene.job(job.id()).state());
        scene.clock.advance(Duration.ofMillis(1));
        stubborn.awaitBegun(1);
        assertEquals(1, scene.job(job.id()).retryCount());
    }

    @Test
    void keepsTheJobFromOthersUntilThenWhereTheWorkerStops() throws Exception {
        scene.first().stop(Duration.ZERO, Duration.ZERO);
        Job left = scene.job(job.id());
        assertEquals(JobState.RETRYING, left.state());
        assertFalse(left.runAt().isBefore(scene.clock.instant().plus(GRACE)), "It may run at " + left.runAt());
    }
}
