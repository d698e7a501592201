package dev.dwp.engine.job;

import static dev.dwp.domain.job.JobState.CANCELLED;
import static dev.dwp.domain.job.JobState.COMPLETED;
import static dev.dwp.domain.job.JobState.RUNNING;
import static dev.dwp.engine.job.Scene.SHOP;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dwp.application.handler.JobOptions;
import dev.dwp.application.job.JobEngine;
import dev.dwp.application.port.in.EnqueueJob;
import dev.dwp.application.port.in.ItemResult;
import dev.dwp.application.port.out.CommitInDoubt;
import dev.dwp.application.port.out.StoreUnavailable;
import dev.dwp.application.port.out.Telemetry;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.IdempotencyKey;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.QueueName;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Commits of a worker of which nobody can tell whether they took place: it finds out before it goes on. */
class DoubtTest {
    private final FragileStore store = new FragileStore();
    private final Queue<String> ends = new ConcurrentLinkedQueue<>();
    private final Scene scene = new Scene(store).hear(new Telemetry() {
        @Override
        public void answered(String method, int code, Duration took) {}

        @Override
        public void jobEnded(String name, QueueName queue, AttemptEnd end, Duration ran) {
            ends.add(end.label());
        }
    });

    @AfterEach
    void close() throws InterruptedException {
        scene.close();
    }

    private Gate.Visit visit() throws InterruptedException {
        return scene.gate.next();
    }

    @Test
    void anAttemptGoesOnAfterAReportThatTookPlaceUnheard() throws Exception {
        scene.start();
        Job job = scene.enqueue("gate");
        Gate.Visit visit = visit();
        visit.context.progress(33, "one");
        store.leaveInDoubt(true);
        visit.context.progress(66, "two");
        scene.clock.advance(Duration.ofSeconds(1));
        visit.context.progress(100, "three");
        visit.returns(null);
        Job done = scene.await(job, COMPLETED);
        assertEquals(List.of("enqueued", "started", "progress", "progress", "progress", "completed"), scene.told(job));
        assertEquals(1, done.attempts().size());
    }

    @Test
    void aReportThatDidNotTakePlaceIsToldLater() throws Exception {
        scene.start();
        Job job = scene.enqueue("gate");
        Gate.Visit visit = visit();
        store.leaveInDoubt(false);
        store.leaveInDoubt(false);
        visit.context.progress(50, null);
        scene.clock.advance(Duration.ofSeconds(1));
        scene.clock.advance(Duration.ofSeconds(1));
        visit.returns(null);
        scene.await(job, COMPLETED);
        assertEquals(List.of("enqueued", "started", "progress", "completed"), scene.told(job));
    }

    @Test
    void aReportInDoubtGoesNotOnceMoreWithTheEndOfItsAttempt() throws Exception {
        scene.start();
        Job job = scene.enqueue("gate");
        Gate.Visit visit = visit();
        store.leaveInDoubt(true);
        visit.context.progress(100, null);
        visit.returns(null);
        scene.await(job, COMPLETED);
        assertEquals(List.of("enqueued", "started", "progress", "completed"), scene.told(job));
    }

    @Test
    void anEndThatTookPlaceUnheardIsWrittenOnceAndKnownToBe() throws Exception {
        scene.start();
        Job job = scene.enqueue("gate");
        Gate.Visit visit = visit();
        store.leaveInDoubt(true);
        visit.returns(null);
        scene.advanceUntil(() -> !ends.isEmpty());
        assertEquals(List.of("completed"), List.copyOf(ends));
        assertEquals(COMPLETED, scene.job(job.id()).state());
        assertEquals(List.of("enqueued", "started", "completed"), scene.told(job));
    }

    /** Its attempt has not begun, so that it may not count: the job has no other. */
    @Test
    void aJobWhoseClaimTookPlaceUnheardIsHandedBackAndRuns() throws Exception {
        JobEngine engine = scene.with(settings -> settings.withLease(Duration.ofSeconds(30)))
                .engine();
        Job job = scene.enqueue("gate", JobOptions.DEFAULT.withMaxRetries(0));
        store.leaveAClaimInDoubt();
        assertThrows(CommitInDoubt.class, engine::tick);
        assertEquals(RUNNING, scene.job(job.id()).state());
        scene.clock.advance(Duration.ofSeconds(10));
        engine.tick();
        visit().returns(null);
        Job done = scene.await(job, COMPLETED);
        assertEquals(0, done.retryCount());
        assertEquals(List.of("enqueued", "started", "retrying", "started", "completed"), scene.told(job));
    }

    /** They are cancelled one by one, as one is named twice: the first is when the store goes away. */
    @Test
    void whoeverWantsManyChangedIsNotToldThatNothingWasWhereSomeWere() throws Exception {
        JobEngine engine = scene.engine();
        Job one = scene.enqueue("gate");
        Job other = scene.enqueue("gate");
        AtomicInteger commits = new AtomicInteger();
        store.beforeCommit(changes -> {
            if (commits.getAndIncrement() > 0) {
                throw new StoreUnavailable("Away.", new IllegalStateException("taken away by the test"));
            }
            return changes;
        });
        assertThrows(
                CommitInDoubt.class, () -> engine.cancel().cancelAll(SHOP, List.of(one.id(), other.id(), one.id())));
        assertEquals(CANCELLED, scene.job(one.id()).state());
    }

    @Test
    void whatAStrangerHasWrittenIsNotTakenForItsOwn() throws Exception {
        scene.start();
        Job job = scene.enqueue("gate");
        Gate.Visit visit = visit();
        store.leaveInDoubt(false);
        visit.context.progress(50, null);
        scene.first().cancel().cancel(SHOP, job.id());
        visit.awaitLeft();
        scene.clock.advance(Duration.ofSeconds(1));
        assertEquals(CANCELLED, scene.job(job.id()).state());
        assertEquals(List.of("enqueued", "started", "cancelled"), scene.told(job));
    }

    @Test
    void anEnqueueInDoubtIsLookedUpAndAnsweredWhereItTookPlace() throws Exception {
        JobEngine engine = scene.engine();
        store.leaveInDoubt(true);
        Job plain = scene.enqueue("gate");
        assertEquals(plain, scene.job(plain.id()));
        JobOptions keyed = JobOptions.DEFAULT.withKey(new IdempotencyKey("once"));
        store.leaveInDoubt(true);
        Job first = scene.enqueue("gate", keyed);
        assertEquals(first.id(), scene.enqueue("gate", keyed).id());
        store.leaveInDoubt(true);
        List<ItemResult<EnqueueJob.Enqueued>> many =
                engine.enqueueMany().enqueueAll(SHOP, List.of(command("a"), command("b")), false);
        assertEquals(2, many.size());
        assertEquals(
                4L,
                scene.store.jobs().countByState(SHOP.tenant()).values().stream()
                        .mapToLong(n -> n)
                        .sum());
    }

    private static Supplier<EnqueueJob.Command> command(String payload) {
        return () -> new EnqueueJob.Command("gate", Value.of(payload), JobOptions.DEFAULT);
    }

    @Test
    void anEnqueueInDoubtThatDidNotTakePlaceIsToldSo() throws Exception {
        JobEngine engine = scene.engine();
        store.leaveInDoubt(false);
        assertThrows(CommitInDoubt.class, () -> scene.enqueue("gate"));
        store.leaveInDoubt(false);
        assertThrows(CommitInDoubt.class, () -> engine.enqueueMany().enqueueAll(SHOP, List.of(command("a")), true));
    }
}
