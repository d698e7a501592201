package dev.dwp.engine.job;

import static dev.dwp.domain.job.JobState.CANCELLED;
import static dev.dwp.domain.job.JobState.COMPLETED;
import static dev.dwp.domain.job.JobState.PENDING;
import static dev.dwp.engine.job.Scene.BANK;
import static dev.dwp.engine.job.Scene.SHOP;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.application.handler.JobOptions;
import dev.dwp.application.job.JobEngine;
import dev.dwp.application.port.in.EnqueueJob;
import dev.dwp.application.port.in.ItemResult;
import dev.dwp.application.port.out.Change;
import dev.dwp.application.port.out.Changeset;
import dev.dwp.application.port.out.CommitInDoubt;
import dev.dwp.application.port.out.StoreUnavailable;
import dev.dwp.domain.frame.Refusal;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.IdempotencyKey;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobAction;
import dev.dwp.domain.job.JobId;
import dev.dwp.domain.job.QueueLimits;
import dev.dwp.domain.job.QueueName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Jobs that start with the commit that enqueues them, and those that may not. */
class ImmediateStartTest {
    private static final QueueName QUEUE = new QueueName("default");

    private final FragileStore store = new FragileStore();
    private final Scene scene = new Scene(store)
            .handle("quick", (payload, context) -> payload)
            .with(settings -> settings.withConcurrency(8).withLease(Duration.ofSeconds(30)));

    /** The jobs that some commit has enqueued and started. */
    private final Set<JobId> atOnce = ConcurrentHashMap.newKeySet();

    @BeforeEach
    void watch() {
        store.afterCommit(this::note);
    }

    @AfterEach
    void close() throws InterruptedException {
        scene.close();
    }

    private void note(Changeset changes) {
        for (Change change : changes.changes()) {
            if (change instanceof Change.OfJob(var job) && job.action() == JobAction.CLAIM) {
                atOnce.add(job.job().id());
            }
        }
    }

    /** Goes on when jobs start at once: when a claim of the dispatcher has found nothing. */
    private void awaitOffer() {
        Scene.awaitSoon(() -> startedAtOnce(List.of(scene.enqueue("quick").id())) == 1);
    }

    private JobEngine started() {
        JobEngine engine = scene.start();
        awaitOffer();
        return engine;
    }

    private static JobOptions keyed(String key) {
        return JobOptions.DEFAULT.withKey(new IdempotencyKey(key));
    }

    @Test
    @DisplayName(
            "PROTOCOL §5: a watcher sees it enqueued, started and completed; whoever enqueued it is told that it was accepted")
    void startsWithItsCommit() throws Exception {
        started();
        Job job = scene.enqueue("quick");
        assertEquals(PENDING, job.state());
        Job done = scene.await(job, COMPLETED);
        assertTrue(atOnce.contains(job.id()));
        assertEquals(List.of("enqueued", "started", "completed"), scene.told(job));
        assertEquals(done.createdAt(), done.startedAt());
        assertEquals(1, done.attempts().size());
    }

    @Test
    void allOfManyStartOrNone() throws Exception {
        scene.with(settings -> settings.withConcurrency(2));
        JobEngine engine = started();
        Scene.awaitSoon(() -> startedAtOnce(enqueueAll(engine, 2)) == 2);
        for (int i = 0; i < 9; i++) {
            assertEquals(0, startedAtOnce(enqueueAll(engine, 3)), "There are two places.");
        }
    }

    /** How many of them have started with their commit; when all have ended. */
    private long startedAtOnce(List<JobId> jobs) {
        try {
            for (JobId id : jobs) {
                scene.await(scene.job(id), COMPLETED);
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        long count = jobs.stream().filter(atOnce::contains).count();
        assertTrue(count == 0 || count == jobs.size(), "Some have started, and others wait.");
        return count;
    }

    private static List<JobId> enqueueAll(JobEngine engine, int count) {
        List<Supplier<EnqueueJob.Command>> commands = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            commands.add(() -> new EnqueueJob.Command("quick", Value.NULL, JobOptions.DEFAULT));
        }
        return engine.enqueueMany().enqueueAll(SHOP, commands, false).stream()
                .map(ImmediateStartTest::id)
                .toList();
    }

    private static JobId id(ItemResult<EnqueueJob.Enqueued> result) {
        return switch (result) {
            case ItemResult.Done<EnqueueJob.Enqueued>(EnqueueJob.Enqueued done) ->
                done.job().id();
            case ItemResult.Refused<EnqueueJob.Enqueued>(Refusal reason) -> throw new AssertionError(reason);
        };
    }

    @Test
    void waitsWhereNoPlaceIsFreeAndRunsAfterThoseThatWaitedBefore() throws Exception {
        scene.with(settings -> settings.withConcurrency(2));
        started();
        Job one = scene.enqueue("gate");
        Gate.Visit first = scene.gate.next();
        scene.enqueue("gate");
        Gate.Visit second = scene.gate.next();
        Job other = scene.enqueue(BANK, "gate", Value.NULL, JobOptions.DEFAULT);
        Job last = scene.enqueue("gate");
        assertFalse(atOnce.contains(other.id()) || atOnce.contains(last.id()));
        first.returns(null);
        Gate.Visit third = scene.gate.next();
        assertEquals(other.id(), third.context.jobId(), "The other tenant has waited longer, and runs less.");
        assertEquals(COMPLETED, scene.job(one.id()).state());
        second.returns(null);
        third.returns(null);
        Gate.Visit fourth = scene.gate.next();
        fourth.returns(null);
        scene.await(last, COMPLETED);
    }

    @Test
    void waitsInAPausedQueueAndRunsWhenThatGoesOn() throws Exception {
        JobEngine engine = started();
        engine.controlQueues().pause(QUEUE);
        Job first = scene.enqueue("quick");
        Job second = scene.enqueue("quick");
        assertEquals(List.of("enqueued"), scene.told(first));
        engine.controlQueues().resume(QUEUE);
        scene.await(first, COMPLETED);
        scene.await(second, COMPLETED);
        awaitOffer();
    }

    @Test
    void waitsForAClaimWhereItsQueueIsBoundedOrItsTimeHasNotCome() throws Exception {
        scene.with(settings -> settings.withQueues(
                Map.of(new QueueName("narrow"), new QueueLimits(1, null)), Set.of(new QueueName("shut"))));
        started();
        Job bounded = scene.enqueue("quick", JobOptions.DEFAULT.withQueue(new QueueName("narrow")));
        Job shut = scene.enqueue("quick", JobOptions.DEFAULT.withQueue(new QueueName("shut")));
        Job later = scene.enqueue("quick", JobOptions.DEFAULT.withDelay(Duration.ofSeconds(9)));
        scene.await(bounded, COMPLETED);
        assertEquals(PENDING, scene.job(shut.id()).state());
        scene.clock.advance(Duration.ofSeconds(9));
        scene.await(later, COMPLETED);
        atOnce.retainAll(Set.of(bounded.id(), shut.id(), later.id()));
        assertEquals(Set.of(), atOnce);
    }

    @Test
    void passesByNoOtherJobThatWaitsInItsQueue() throws Exception {
        scene.with(settings -> settings.withAcceptUnknown(true));
        started();
        Job stranger = scene.enqueue("nobody's");
        Job job = scene.enqueue("quick");
        scene.await(job, COMPLETED);
        assertFalse(atOnce.contains(job.id()));
        scene.first().cancel().cancel(SHOP, stranger.id());
        assertEquals(CANCELLED, scene.job(stranger.id()).state());
        awaitOffer();
    }

    @Test
    void givesItsPlaceBackWhereTheKeyNamesAnotherOrTheStoreIsAway() throws Exception {
        started();
        Job first = scene.enqueue("quick", keyed("one"));
        scene.await(first, COMPLETED);
        for (int i = 0; i < 3; i++) {
            assertEquals(first.id(), scene.enqueue("quick", keyed("one")).id());
        }
        for (int i = 0; i < 3; i++) {
            store.goAway();
            assertThrows(StoreUnavailable.class, () -> scene.enqueue("quick"));
            store.comeBack();
        }
        for (int i = 0; i < 3; i++) {
            store.leaveInDoubt(false);
            assertThrows(CommitInDoubt.class, () -> scene.enqueue("quick"));
        }
        awaitOffer();
        scene.enqueue("gate");
        scene.enqueue("gate");
        scene.gate.next().returns(null);
        scene.gate.next().returns(null);
    }

    /** Nothing of it has begun, so that this attempt may not count: the job has no other. */
    @Test
    void isHandedBackAndRunsWhereNobodyHeardThatItHadStarted() throws Exception {
        started();
        store.leaveInDoubt(true);
        Job job = scene.enqueue("gate", JobOptions.DEFAULT.withMaxRetries(0));
        scene.gate.next().returns(null);
        Job done = scene.await(job, COMPLETED);
        assertTrue(atOnce.contains(job.id()));
        assertEquals(0, done.retryCount());
        assertEquals(List.of("enqueued", "started", "retrying", "started", "completed"), scene.told(job));
    }

    /** Its worker still lives, so that nobody has to wait for the end of the lease, and the attempt does not count. */
    @Test
    void isHandedBackAndRunsWhereItsCommitTookPlaceAndFailedAllTheSame() throws Exception {
        started();
        List<Job> crashed = new ArrayList<>();
        store.beforeCommit(changes -> {
            if (changes.changes().getLast() instanceof Change.OfJob(var job)
                    && job.action() == JobAction.CLAIM
                    && crashed.isEmpty()) {
                crashed.add(job.job());
                store.underneath().commits().commit(changes);
                throw new IllegalStateException("crashed by the test");
            }
            return changes;
        });
        assertThrows(IllegalStateException.class, () -> scene.enqueue("gate"));
        Job lost = crashed.getFirst();
        scene.gate.next().returns(null);
        Job done = scene.await(lost, COMPLETED);
        assertEquals(0, done.retryCount());
        assertEquals(List.of("enqueued", "started", "retrying", "started", "completed"), scene.told(lost));
    }

    @Test
    void waitsOnceItsWorkerStops() throws Exception {
        JobEngine engine = started();
        engine.stop(Duration.ZERO);
        Job job = scene.enqueue("quick");
        assertEquals(PENDING, scene.job(job.id()).state());
        assertEquals(List.of("enqueued"), scene.told(job));
    }

    @Test
    @DisplayName("Where others share the store, no more than half of the places go to jobs that were enqueued here")
    void leavesHalfToThoseWhoShareTheStore() throws Exception {
        scene.with(settings -> settings.withConcurrency(4));
        store.share();
        started();
        scene.enqueue("gate");
        Gate.Visit first = scene.gate.next();
        scene.enqueue("gate");
        Gate.Visit second = scene.gate.next();
        Job anywhere = scene.enqueue("quick");
        scene.await(anywhere, COMPLETED);
        assertFalse(atOnce.contains(anywhere.id()));
        first.returns(null);
        second.returns(null);
        awaitOffer();
    }
}
