package dev.dwp.engine.job;

import static dev.dwp.domain.job.JobState.CANCELLED;
import static dev.dwp.domain.job.JobState.COMPLETED;
import static dev.dwp.domain.job.JobState.FAILED;
import static dev.dwp.domain.job.JobState.RETRYING;
import static dev.dwp.domain.job.JobState.RUNNING;
import static dev.dwp.engine.job.Scene.SHOP;
import static dev.dwp.engine.job.Scene.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.application.handler.JobOptions;
import dev.dwp.application.handler.PermanentFailure;
import dev.dwp.application.job.WorkerLoad;
import dev.dwp.application.port.in.ExplainJob;
import dev.dwp.application.port.in.ExplainJob.Code;
import dev.dwp.domain.channel.LoggedEvent;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.Attempt;
import dev.dwp.domain.job.Job;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CancelTest {
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Stubborn stubborn = new Stubborn();
    private final FragileStore store = new FragileStore();
    private final Scene scene = new Scene(store).handle("stubborn", stubborn);

    @AfterEach
    void close() throws InterruptedException {
        stubborn.release();
        scene.close();
    }

    private void cancel(Job job) {
        scene.first().cancel().cancel(SHOP, job.id());
    }

    @Test
    @DisplayName("PROTOCOL §5: a waiting job is cancelled for ever, and again with the same answer")
    void cancelsAWaitingJob() {
        scene.engine();
        Job job = scene.enqueue("gate");
        cancel(job);
        cancel(job);
        Job cancelled = scene.job(job.id());
        assertEquals(CANCELLED, cancelled.state());
        assertEquals(Scene.START, cancelled.completedAt());
        assertEquals(List.of("enqueued", "cancelled"), scene.told(job));
        scene.first().tick();
        assertEquals(CANCELLED, scene.job(job.id()).state());
        LoggedEvent last = scene.events(job).getLast();
        assertEquals(Value.of(true), last.data().member("final"));
    }

    @Test
    void cancelsAJobBetweenTwoAttempts() throws Exception {
        scene.start();
        Job job = scene.enqueue("gate");
        scene.gate.next().fails(new IllegalStateException("once"));
        scene.await(job, RETRYING);
        cancel(job);
        scene.clock.advance(Duration.ofHours(1));
        assertEquals(CANCELLED, scene.job(job.id()).state());
    }

    @Test
    @DisplayName(
            "PROTOCOL §5: a running job is cancelled at once: its handler is interrupted, and its result does not count")
    void interruptsTheHandler() throws Exception {
        scene.start();
        Job job = scene.enqueue("stubborn");
        stubborn.awaitBegun(1);
        cancel(job);
        assertEquals(CANCELLED, scene.job(job.id()).state());
        stubborn.awaitInterrupted();
        stubborn.release();
        Scene.awaitSoon(() -> scene.first().load().running() == 0);
        Job cancelled = scene.job(job.id());
        assertEquals(CANCELLED, cancelled.state());
        assertNull(cancelled.result());
        assertEquals(Attempt.Outcome.CANCELLED, cancelled.attempts().getFirst().outcome());
        assertEquals(List.of("enqueued", "started", "cancelled"), scene.told(job));
        cancel(job);
    }

    @Test
    @DisplayName("PROTOCOL §5: its handler is interrupted on whichever node runs it")
    void interruptsTheHandlerOnAnotherNode() throws Exception {
        store.share();
        scene.with(settings -> settings.withConcurrency(0));
        scene.start();
        scene.with(settings -> settings.withConcurrency(1)).start();
        Job job = scene.enqueue("gate");
        Gate.Visit visit = scene.gate.next();
        cancel(job);
        visit.awaitLeft();
    }

    @Test
    @DisplayName("PROTOCOL §5: what has finished cannot be cancelled: 409 names its state")
    void refusesToCancelWhatHasFinished() throws Exception {
        scene.handle("hopeless", (payload, context) -> {
                    throw new PermanentFailure("no");
                })
                .handle("fine", (payload, context) -> 1)
                .start();
        Job completed = scene.await(scene.enqueue("fine"), COMPLETED);
        Job failed = scene.await(scene.enqueue("hopeless"), FAILED);
        assertRefused(409, () -> cancel(completed));
        assertRefused(409, () -> cancel(failed));
    }

    @Test
    void givesThePlaceOfAHandlerThatDoesNotStopToAnother() throws Exception {
        scene.with(settings -> settings.withConcurrency(1).withCancelGrace(GRACE))
                .start();
        Job job = scene.enqueue("stubborn");
        stubborn.awaitBegun(1);
        Job next = scene.enqueue("gate");
        cancel(job);
        stubborn.awaitInterrupted();
        assertEquals(1, scene.first().load().running());
        scene.clock.advance(GRACE);
        Scene.awaitSoon(() -> scene.first().load().abandoned() == 1);
        scene.gate.next().returns("meanwhile");
        scene.await(next, COMPLETED);
        stubborn.release();
        Scene.awaitSoon(() -> scene.first().load().abandoned() == 0);
        assertEquals(CANCELLED, scene.job(job.id()).state());
    }

    @Test
    void takesNoMoreJobsWhenTooManyHandlersAreAbandoned() throws Exception {
        scene.with(settings -> settings.withConcurrency(1).withCancelGrace(GRACE))
                .start();
        for (int i = 0; i < 2; i++) {
            Job job = scene.enqueue("stubborn");
            stubborn.awaitBegun(1);
            cancel(job);
            stubborn.awaitInterrupted();
            assertFalse(scene.first().load().choked());
            scene.clock.advance(GRACE);
            int abandoned = i + 1;
            Scene.awaitSoon(() -> scene.first().load().abandoned() == abandoned);
        }
        assertTrue(scene.first().load().choked());
        Job job = scene.enqueue("gate");
        ExplainJob.Reason busy = scene.reason(job, Code.WORKERS_BUSY);
        assertEquals(Value.of(2), busy.facts().member("abandoned"));
        assertTrue(busy.message().contains("abandoned"), busy::message);
        stubborn.release();
        scene.gate.next().returns("at last");
        scene.await(job, COMPLETED);
    }

    @Test
    @DisplayName("PROTOCOL §5: a job whose time is up is tried again at once, even while its handler goes on")
    void retriesWhatTimedOutWhenItsGraceIsOver() throws Exception {
        Duration grace = Duration.ofSeconds(5);
        scene.with(settings -> settings.withConcurrency(2).withCancelGrace(grace))
                .start();
        JobOptions brief = JobOptions.DEFAULT.withTimeout(Duration.ofSeconds(1)).withMaxRetries(1);
        Job job = scene.enqueue("stubborn", brief);
        stubborn.awaitBegun(1);
        scene.clock.advance(Duration.ofSeconds(1));
        stubborn.awaitInterrupted();
        assertEquals(RUNNING, scene.job(job.id()).state());
        scene.clock.advance(grace);
        assertEquals(RETRYING, scene.job(job.id()).state());
        scene.clock.advance(Duration.ofSeconds(1));
        stubborn.awaitBegun(1);
        assertEquals(RUNNING, scene.job(job.id()).state());
        scene.clock.advance(grace.plusSeconds(1));
        Job failed = scene.job(job.id());
        assertEquals(FAILED, failed.state());
        assertEquals("The handler timed out after 1000 ms.", failed.lastError());
        stubborn.release();
        Scene.awaitSoon(() -> scene.first().load().equals(new WorkerLoad(2, 0, 0)));
        assertEquals(failed, scene.job(job.id()));
    }
}
