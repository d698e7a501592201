package dev.dwp.engine.job;

import static dev.dwp.domain.job.JobState.COMPLETED;
import static dev.dwp.domain.job.JobState.PENDING;
import static dev.dwp.domain.job.JobState.RETRYING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.application.handler.JobOptions;
import dev.dwp.application.job.JobEngine;
import dev.dwp.domain.job.Attempt;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.Lease;
import dev.dwp.domain.job.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StopTest {
    private static final Duration GRACE = Duration.ofSeconds(20);
    private static final JobOptions PATIENT = JobOptions.DEFAULT.withTimeout(Duration.ofDays(30));

    private final FragileStore store = new FragileStore();
    private final Stubborn stubborn = new Stubborn();
    private final Scene scene = new Scene(store).handle("stubborn", stubborn);

    @AfterEach
    void close() throws InterruptedException {
        stubborn.release();
        store.comeBack();
        scene.close();
    }

    private static CompletableFuture<Void> stop(JobEngine engine) {
        return CompletableFuture.runAsync(() -> {
            try {
                engine.stop(GRACE);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
    }

    private void awaitStopping() {
        Scene.awaitSoon(() -> Scene.START.plus(GRACE).equals(stopAlarm()));
    }

    /** Of the alarms that are set, the renewal comes first; it is moved out of the way. */
    private Instant stopAlarm() {
        Instant next = scene.clock.nextAlarm();
        return next == null ? Instant.MIN : next;
    }

    @Test
    void letsJobsEndWithinTheGraceAndBeginsNoOther() throws Exception {
        scene.with(settings -> settings.withLease(Duration.ofMinutes(10)));
        JobEngine engine = scene.start();
        Job job = scene.enqueue("gate");
        Gate.Visit visit = scene.gate.next();
        CompletableFuture<Void> stopped = stop(engine);
        awaitStopping();
        Job later = scene.enqueue("gate");
        visit.returns("in time");
        stopped.get(30, TimeUnit.SECONDS);
        assertEquals(COMPLETED, scene.job(job.id()).state());
        assertEquals(PENDING, scene.job(later.id()).state());
        assertTrue(scene.gate.nobodyWaits());
    }

    @Test
    void interruptsAndHandsBackWhatTakesLongerWithoutCountingTheAttempt() throws Exception {
        scene.with(settings -> settings.withLease(Duration.ofMinutes(10)));
        JobEngine engine = scene.start();
        Job job = scene.enqueue("gate");
        Gate.Visit visit = scene.gate.next();
        CompletableFuture<Void> stopped = stop(engine);
        awaitStopping();
        for (int percent = 0; percent <= 100; percent++) {
            visit.context.progress(percent, null);
        }
        scene.clock.advance(GRACE);
        stopped.get(30, TimeUnit.SECONDS);
        visit.awaitLeft();
        Job released = scene.job(job.id());
        assertEquals(RETRYING, released.state());
        assertEquals(0, released.retryCount());
        assertEquals(new Progress(100, null), released.progress(), "What was told last is not lost.");
        assertEquals(Attempt.Outcome.RELEASED, released.attempts().getFirst().outcome());
        scene.start();
        scene.gate.next().returns("elsewhere");
        assertEquals(2, scene.await(job, COMPLETED).attempts().size());
    }

    @Test
    void handsBackWhatDoesNotStopEither() throws Exception {
        scene.with(settings -> settings.withLease(Duration.ofMinutes(10)).withCancelGrace(Duration.ofSeconds(5)));
        JobEngine engine = scene.start();
        Job job = scene.enqueue("stubborn");
        stubborn.awaitBegun(1);
        CompletableFuture<Void> stopped = stop(engine);
        awaitStopping();
        scene.clock.advance(GRACE);
        stubborn.awaitInterrupted();
        assertEquals(1, engine.load().running());
        scene.advanceUntil(stopped::isDone);
        stopped.get(30, TimeUnit.SECONDS);
        assertEquals(RETRYING, scene.job(job.id()).state());
        assertEquals(List.of("enqueued", "started", "retrying"), scene.told(job));
    }

    @Test
    void keepsTheLeasesOfWhatItLetsEnd() throws Exception {
        Duration lease = Duration.ofSeconds(6);
        scene.with(settings -> settings.withLease(lease));
        JobEngine engine = scene.start();
        Job job = scene.enqueue("gate");
        Gate.Visit visit = scene.gate.next();
        CompletableFuture<Void> stopped = stop(engine);
        for (int second = 1; second <= 19; second++) {
            scene.clock.advance(Duration.ofSeconds(1));
            Scene.awaitSoon(() -> leaseIsFresh(job));
        }
        visit.returns("in time");
        stopped.get(30, TimeUnit.SECONDS);
        assertEquals(COMPLETED, scene.job(job.id()).state());
    }

    private boolean leaseIsFresh(Job job) {
        Lease lease = scene.job(job.id()).lease();
        return lease != null && lease.until().isAfter(scene.clock.instant().plusSeconds(3));
    }

    @Test
    void endsAlsoWhenTheStoreIsAway() throws Exception {
        JobEngine engine = scene.start();
        scene.enqueue("gate", PATIENT);
        Gate.Visit visit = scene.gate.next();
        store.goAway();
        visit.returns("nobody hears");
        visit.awaitLeft();
        CompletableFuture<Void> stopped = stop(engine);
        scene.advanceUntil(stopped::isDone);
        stopped.get(30, TimeUnit.SECONDS);
    }

    @Test
    void endsAlsoWhenTheStoreIsAwayAndAHandlerDoesNotStop() throws Exception {
        JobEngine engine = scene.start();
        scene.enqueue("stubborn", PATIENT);
        stubborn.awaitBegun(1);
        store.goAway();
        CompletableFuture<Void> stopped = stop(engine);
        scene.advanceUntil(stopped::isDone);
        stopped.get(30, TimeUnit.SECONDS);
    }

    @Test
    void stopsWhatWasNeverStarted() throws Exception {
        JobEngine engine = scene.engine();
        engine.stop(GRACE);
        assertEquals(0, engine.load().running());
    }
}
