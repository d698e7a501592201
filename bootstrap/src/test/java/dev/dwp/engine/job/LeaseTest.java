package dev.dwp.engine.job;

import static dev.dwp.domain.job.JobState.CANCELLED;
import static dev.dwp.domain.job.JobState.COMPLETED;
import static dev.dwp.domain.job.JobState.FAILED;
import static dev.dwp.domain.job.JobState.RETRYING;
import static dev.dwp.domain.job.JobState.RUNNING;
import static dev.dwp.engine.job.Scene.SHOP;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.application.handler.JobOptions;
import dev.dwp.application.job.JobEngine;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.Attempt;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.Lease;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LeaseTest {
    private static final Duration LEASE = Duration.ofSeconds(30);

    /** For jobs of tests that let time run on until something has come about. */
    private static final JobOptions PATIENT = JobOptions.DEFAULT.withTimeout(Duration.ofDays(30));

    private final FragileStore store = new FragileStore();
    private final Scene scene = new Scene(store).with(settings -> settings.withLease(LEASE));

    @AfterEach
    void close() throws InterruptedException {
        store.comeBack();
        scene.close();
    }

    private Lease lease(Job job) {
        Lease lease = scene.job(job.id()).lease();
        assertNotNull(lease);
        return lease;
    }

    /** An engine that claims and then dies: nobody takes its turns any more. */
    private Job runOnALostWorker(JobOptions options) throws InterruptedException {
        store.share();
        JobEngine lost = scene.engine();
        Job job = scene.enqueue("gate", options);
        lost.tick();
        scene.gate.next();
        return scene.job(job.id());
    }

    @Test
    void renewsWhatItRunsAThirdIntoTheLease() throws Exception {
        scene.start();
        Job job = scene.enqueue("gate");
        scene.gate.next();
        assertEquals(Scene.START.plus(LEASE), lease(job).until());
        scene.clock.advance(LEASE.dividedBy(3));
        Instant renewed = Scene.START.plus(LEASE.dividedBy(3)).plus(LEASE);
        Scene.awaitSoon(() -> lease(job).until().equals(renewed));
        assertEquals(RUNNING, scene.job(job.id()).state());
        assertEquals(2, scene.job(job.id()).revision(), "A renewal is no change that anyone is told of.");
    }

    @Test
    @DisplayName("PROTOCOL §5, §7.2: when its worker is lost, a job is tried again, and that counts as an attempt")
    void retriesWhatALostWorkerRan() throws Exception {
        Job job = runOnALostWorker(JobOptions.DEFAULT);
        Job running = scene.job(job.id());
        JobEngine other = scene.start();
        scene.clock.advance(LEASE);
        Job retrying = scene.await(job, RETRYING);
        assertEquals(1, retrying.retryCount());
        String error = retrying.lastError();
        assertNotNull(error);
        assertTrue(error.startsWith("The worker " + worker(running) + " was lost: its lease ran out at "), error);
        assertEquals(Attempt.Outcome.LOST, retrying.attempts().getFirst().outcome());
        scene.clock.advance(Duration.ofSeconds(1));
        scene.gate.next().returns("on another");
        Job done = scene.await(job, COMPLETED);
        assertEquals(2, done.attempts().size());
        assertEquals(0, other.load().abandoned());
    }

    private static String worker(Job job) {
        Lease lease = job.lease();
        assertNotNull(lease);
        return lease.worker().text();
    }

    @Test
    void makesADeadLetterOfAJobThatBringsItsWorkersDown() throws Exception {
        Job job = runOnALostWorker(JobOptions.DEFAULT.withMaxRetries(1));
        JobEngine second = scene.engine();
        scene.clock.advance(LEASE);
        second.tick();
        scene.clock.advance(Duration.ofSeconds(1));
        second.tick();
        scene.gate.next();
        JobEngine third = scene.engine();
        scene.clock.advance(LEASE);
        third.tick();
        assertEquals(FAILED, scene.job(job.id()).state());
        assertEquals(List.of("enqueued", "started", "retrying", "started", "failed", "dlq"), scene.told(job));
    }

    @Test
    @DisplayName("A server that has a store for itself does not wait for the leases of its former life")
    void retriesAtOnceWhatItRanBeforeARestart() throws Exception {
        JobEngine former = scene.engine();
        Job job = scene.enqueue("gate");
        Job last = scene.enqueue("gate", JobOptions.DEFAULT.withMaxRetries(0));
        former.tick();
        scene.gate.next();
        scene.gate.next();
        scene.start();
        Job retrying = scene.await(job, RETRYING);
        assertEquals(Scene.START.plusSeconds(1), retrying.runAt());
        String error = retrying.lastError();
        assertNotNull(error);
        assertTrue(error.endsWith(" was lost: the server has been started anew."), error);
        scene.await(last, FAILED);
        scene.clock.advance(Duration.ofSeconds(1));
        scene.gate.next().returns("done");
        scene.await(job, COMPLETED);
    }

    @Test
    void refusesTheResultOfAWorkerWhoseLeaseRanOut() throws Exception {
        store.share();
        JobEngine lost = scene.engine();
        Job job = scene.enqueue("gate");
        lost.tick();
        Gate.Visit late = scene.gate.next();
        JobEngine other = scene.engine();
        scene.clock.advance(LEASE);
        other.tick();
        scene.clock.advance(Duration.ofSeconds(1));
        other.tick();
        Gate.Visit current = scene.gate.next();
        late.returns("late");
        Scene.awaitSoon(() -> lost.load().running() == 0);
        assertEquals(RUNNING, scene.job(job.id()).state());
        late.context.progress(99, "late");
        current.returns("in time");
        Job done = scene.await(job, COMPLETED);
        assertEquals(Value.of("in time"), done.result());
        assertEquals(List.of("enqueued", "started", "retrying", "started", "completed"), scene.told(job));
    }

    @Test
    void interruptsWhatWasTakenFromIt() throws Exception {
        store.share();
        JobEngine paused = scene.engine();
        scene.enqueue("gate");
        paused.tick();
        Gate.Visit visit = scene.gate.next();
        scene.clock.advance(LEASE);
        scene.engine().tick();
        paused.tick();
        visit.awaitLeft();
    }

    @Test
    void interruptsAnOldAttemptWhenItClaimsTheSameJobAgain() throws Exception {
        store.share();
        JobEngine paused = scene.with(settings -> settings.withConcurrency(2)).engine();
        Job job = scene.enqueue("gate");
        paused.tick();
        Gate.Visit old = scene.gate.next();
        scene.clock.advance(LEASE);
        JobEngine reaper = scene.with(settings -> settings.withConcurrency(0)).engine();
        reaper.tick();
        assertEquals(RETRYING, scene.job(job.id()).state());
        store.breakJobs("renew");
        scene.clock.advance(Duration.ofSeconds(1));
        paused.start();
        old.awaitLeft();
        scene.gate.next().returns("anew");
        scene.await(job, COMPLETED);
    }

    @Test
    void beginsAJobThatItClaimsAgainAlsoWhereTheOldAttemptsJobCannotBeRead() throws Exception {
        store.share();
        JobEngine paused = scene.with(settings -> settings.withConcurrency(2)).engine();
        Job job = scene.enqueue("gate");
        paused.tick();
        Gate.Visit old = scene.gate.next();
        scene.clock.advance(LEASE);
        JobEngine reaper = scene.with(settings -> settings.withConcurrency(0)).engine();
        reaper.tick();
        store.breakJobs("renew", "find");
        scene.clock.advance(Duration.ofSeconds(1));
        paused.start();
        old.awaitLeft();
        scene.gate.next().returns("anew");
        store.breakJobs();
        scene.await(job, COMPLETED);
    }

    @Test
    void interruptsAtTheEndOfTheLeaseAlsoWhereTheStoreIsSilent() throws Exception {
        CountDownLatch answers = new CountDownLatch(1);
        store.share();
        scene.start();
        scene.enqueue("gate");
        Gate.Visit visit = scene.gate.next();
        store.beforeRenewal(() -> awaitQuietly(answers));
        scene.clock.advance(LEASE);
        visit.awaitLeft();
        answers.countDown();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void findsACancellationWithoutAHintWhenItRenews() throws Exception {
        store.loseHints();
        JobEngine engine = scene.engine();
        Job job = scene.enqueue("gate");
        engine.tick();
        Gate.Visit visit = scene.gate.next();
        engine.cancel().cancel(SHOP, job.id());
        assertEquals(CANCELLED, scene.job(job.id()).state());
        engine.tick();
        visit.awaitLeft();
    }

    @Test
    void looksForNewsByItselfWhereOthersShareTheStore() throws Exception {
        store.share();
        store.loseHints();
        scene.start();
        Scene.awaitSoon(() -> Scene.START.plusSeconds(1).equals(scene.clock.nextAlarm()));
        Job job = scene.enqueue("gate");
        scene.clock.advance(Duration.ofSeconds(1));
        scene.gate.next().returns("found");
        scene.await(job, COMPLETED);
    }

    @Test
    void interruptsWhatOthersMayHaveTakenWhileTheStoreIsAway() throws Exception {
        store.share();
        scene.start();
        scene.enqueue("gate", PATIENT);
        Gate.Visit visit = scene.gate.next();
        store.goAway();
        scene.advanceUntil(visit.context::cancelled);
        visit.awaitLeft();
        assertTrue(!scene.clock.instant().isBefore(Scene.START.plus(LEASE)), "Not before the lease has run out.");
    }

    @Test
    void letsHandlersGoOnWhileAStoreIsAwayThatNobodyShares() throws Exception {
        JobEngine engine = scene.start();
        Job job = scene.enqueue("gate");
        Gate.Visit visit = scene.gate.next();
        store.goAway();
        scene.clock.advance(LEASE.multipliedBy(3));
        store.comeBack();
        visit.returns("patience");
        scene.await(job, COMPLETED);
        assertEquals(0, engine.load().abandoned());
    }

    @Test
    void writesAResultWhenTheStoreIsBack() throws Exception {
        scene.start();
        Job job = scene.enqueue("gate", PATIENT);
        Gate.Visit visit = scene.gate.next();
        store.goAway();
        visit.returns("kept");
        visit.awaitLeft();
        scene.clock.advance(Duration.ofSeconds(1));
        store.comeBack();
        scene.advanceUntil(() -> scene.job(job.id()).state() == COMPLETED);
        assertEquals(Value.of("kept"), scene.job(job.id()).result());
    }

    @Test
    void goesOnByItselfWhenTheStoreIsBack() throws Exception {
        JobEngine engine = scene.engine();
        Job job = scene.enqueue("gate", PATIENT);
        store.loseHints();
        store.goAway();
        engine.start();
        Scene.awaitSoon(() -> scene.clock.nextAlarm() != null);
        store.comeBack();
        scene.advanceUntil(() -> !scene.gate.nobodyWaits());
        scene.gate.next().returns("back");
        scene.await(job, COMPLETED);
    }

    @Test
    void setsNoAlarmWhenNothingRunsAndNothingWaits() throws Exception {
        JobEngine engine = scene.start();
        Job job = scene.enqueue("gate");
        scene.gate.next().returns("done");
        scene.await(job, COMPLETED);
        Job unwanted = scene.enqueue("gate");
        Gate.Visit visit = scene.gate.next();
        engine.cancel().cancel(SHOP, unwanted.id());
        visit.awaitLeft();
        Scene.awaitSoon(() -> engine.load().running() == 0);
        scene.clock.advance(LEASE.dividedBy(3));
        Scene.awaitSoon(() -> scene.clock.nextAlarm() == null);
        assertEquals(Scene.START.plus(LEASE.dividedBy(3)), scene.clock.instant());
    }
}
