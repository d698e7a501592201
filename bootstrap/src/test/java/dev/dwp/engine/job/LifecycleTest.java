package dev.dwp.engine.job;

import static dev.dwp.domain.job.JobState.COMPLETED;
import static dev.dwp.domain.job.JobState.FAILED;
import static dev.dwp.domain.job.JobState.RETRYING;
import static dev.dwp.domain.job.JobState.RUNNING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.application.handler.JobDefinition;
import dev.dwp.application.handler.JobOptions;
import dev.dwp.application.handler.PermanentFailure;
import dev.dwp.application.port.out.JobQuery;
import dev.dwp.domain.channel.LoggedEvent;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.Attempt;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.RetryPolicy;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LifecycleTest {
    private final Scene scene = new Scene();

    @AfterEach
    void close() throws InterruptedException {
        scene.close();
    }

    @Test
    @DisplayName("PROTOCOL §5, §7.2: a job runs at once, and its result and events tell of it")
    void runsAtOnce() throws Exception {
        scene.handle("twice", (payload, context) -> ((Value.Int) payload).value() * 2)
                .start();
        Job job = scene.enqueue(Scene.SHOP, "twice", Value.of(21), JobOptions.DEFAULT);
        Job done = scene.await(job, COMPLETED);
        assertEquals(Value.of(42), done.result());
        assertEquals(1, done.attempts().size());
        assertEquals(Attempt.Outcome.COMPLETED, done.attempts().getFirst().outcome());
        assertNull(done.lease());
        assertEquals(List.of("enqueued", "started", "completed"), scene.told(job));
        LoggedEvent last = scene.events(job).getLast();
        assertEquals(Value.of(true), last.data().member("final"));
    }

    @Test
    @DisplayName(
            "PROTOCOL §5: what a handler throws is tried again after a growing pause, and in the end a dead letter")
    void retriesAndFails() throws Exception {
        scene.handle("broken", (payload, context) -> {
                    throw new IllegalStateException("no luck at attempt " + context.attempt());
                })
                .start();
        Job job = scene.enqueue("broken", JobOptions.DEFAULT.withMaxRetries(2));
        Job first = scene.await(job, now -> now.state() == RETRYING && now.retryCount() == 1);
        assertEquals(Scene.START.plusSeconds(1), first.runAt());
        assertEquals("no luck at attempt 1", first.lastError());
        scene.clock.advance(Duration.ofSeconds(1));
        Job second = scene.await(job, now -> now.state() == RETRYING && now.retryCount() == 2);
        assertEquals(Scene.START.plusSeconds(3), second.runAt());
        scene.clock.advance(Duration.ofSeconds(2));
        Job failed = scene.await(job, FAILED);
        assertEquals("no luck at attempt 3", failed.lastError());
        assertEquals(2, failed.retryCount());
        assertEquals(
                List.of("enqueued", "started", "retrying", "started", "retrying", "started", "failed", "dlq"),
                scene.told(job));
        Value.Struct retrying = scene.events(job).get(2).data();
        assertEquals(Value.of(1), retrying.member("attempt"));
        assertEquals("no luck at attempt 1", retrying.text("error"));
        assertEquals(first.runAt().toString(), retrying.text("next_run_at"));
    }

    @Test
    void doesNotTryAgainWhatFailedPermanently() throws Exception {
        scene.handle("hopeless", (payload, context) -> {
                    throw new PermanentFailure("the account is closed");
                })
                .start();
        Job failed = scene.await(scene.enqueue("hopeless"), FAILED);
        assertEquals("the account is closed", failed.lastError());
        assertEquals(0, failed.retryCount());
    }

    @Test
    void drawsThePauseEvenlyBelowTheBackoff() throws Exception {
        RetryPolicy jittered = new RetryPolicy(1, Duration.ofMinutes(1), 2, Duration.ofMinutes(1), 1);
        scene.handle(JobDefinition.of("jittered", Value.class, (payload, context) -> {
                            throw new IllegalStateException();
                        })
                        .withRetry(jittered))
                .start();
        for (int i = 0; i < 20; i++) {
            Job job = scene.await(scene.enqueue("jittered"), RETRYING);
            Duration pause = Duration.between(Scene.START, job.runAt());
            assertTrue(pause.compareTo(Duration.ofMinutes(1)) <= 0 && !pause.isNegative(), pause::toString);
            assertEquals("IllegalStateException", job.lastError());
        }
        long pauses =
                scene.store.jobs().list(new JobQuery(Scene.OPERATOR.tenant(), RETRYING, null, null, null, 100)).stream()
                        .map(Job::runAt)
                        .distinct()
                        .count();
        assertTrue(pauses > 15, "The pauses are drawn at random: " + pauses);
    }

    @Test
    @DisplayName("PROTOCOL §5: a delayed job runs when its time has come, and an idle engine sets no other alarm")
    void runsWhenDue() throws Exception {
        scene.start();
        Job job = scene.enqueue("gate", JobOptions.DEFAULT.withDelay(Duration.ofHours(1)));
        Scene.awaitSoon(() -> Scene.START.plus(Duration.ofHours(1)).equals(scene.clock.nextAlarm()));
        scene.clock.advance(Duration.ofMinutes(59));
        assertTrue(scene.gate.nobodyWaits());
        scene.clock.advance(Duration.ofMinutes(1));
        scene.gate.next().returns("done");
        scene.await(job, COMPLETED);
    }

    @Test
    @DisplayName("PROTOCOL §5: an attempt that takes too long fails at its deadline, and is tried again at once")
    void timesOut() throws Exception {
        scene.start();
        Job job = scene.enqueue("gate", JobOptions.DEFAULT.withTimeout(Duration.ofMillis(1500)));
        Gate.Visit visit = scene.gate.next();
        assertEquals(Scene.START.plusMillis(1500), visit.context.deadline());
        scene.clock.advance(Duration.ofMillis(1499));
        assertEquals(RUNNING, scene.job(job.id()).state());
        scene.clock.advance(Duration.ofMillis(1));
        visit.awaitLeft();
        Job retrying = scene.await(job, RETRYING);
        assertEquals("The handler timed out after 1500 ms.", retrying.lastError());
        assertTrue(visit.context.cancelled());
    }
}
