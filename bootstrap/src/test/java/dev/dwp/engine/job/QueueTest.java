package dev.dwp.engine.job;

import static dev.dwp.domain.job.JobState.COMPLETED;
import static dev.dwp.domain.job.JobState.PENDING;
import static dev.dwp.domain.job.JobState.RUNNING;
import static dev.dwp.engine.job.Scene.BANK;
import static dev.dwp.engine.job.Scene.SHOP;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.application.handler.JobOptions;
import dev.dwp.application.job.JobEngine;
import dev.dwp.application.port.in.Caller;
import dev.dwp.application.port.out.JobStore;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.QueueLimits;
import dev.dwp.domain.job.QueueName;
import dev.dwp.domain.job.Rate;
import dev.dwp.domain.session.Tenant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class QueueTest {
    private static final QueueName MAIL = new QueueName("mail");
    private static final JobOptions IN_MAIL = JobOptions.DEFAULT.withQueue(MAIL);

    private final FragileStore store = new FragileStore();
    private final Scene scene = new Scene(store);

    @AfterEach
    void close() throws InterruptedException {
        scene.close();
    }

    private void limit(@Nullable Integer concurrency, @Nullable Rate rate) {
        scene.with(settings -> settings.withQueues(Map.of(MAIL, new QueueLimits(concurrency, rate)), Set.of()));
    }

    private long running() {
        return scene.store
                .jobs()
                .depths(Tenant.NONE)
                .getOrDefault(MAIL, new JobStore.QueueDepth(0, 0))
                .running();
    }

    @Test
    @DisplayName("PROTOCOL §5: higher priorities first, equals first come, first served")
    void runsByPriorityAndThenByAge() throws Exception {
        scene.with(settings -> settings.withConcurrency(1));
        scene.engine();
        List<Value> order = new ArrayList<>();
        int[] priorities = {0, 5, 0, -1, 5};
        for (int i = 0; i < priorities.length; i++) {
            scene.enqueue(SHOP, "gate", Value.of(i), JobOptions.DEFAULT.withPriority(priorities[i]));
        }
        scene.first().start();
        for (int i = 0; i < priorities.length; i++) {
            Gate.Visit visit = scene.gate.next();
            order.add(visit.payload);
            visit.returns(null);
        }
        assertEquals(List.of(Value.of(1), Value.of(4), Value.of(0), Value.of(2), Value.of(3)), order);
    }

    @Test
    void keepsAQueuesConcurrencyOverAllWorkers() throws Exception {
        store.share();
        limit(2, null);
        scene.start();
        scene.start();
        for (int i = 0; i < 6; i++) {
            scene.enqueue("gate", IN_MAIL);
        }
        Job elsewhere = scene.enqueue("gate");
        scene.await(elsewhere, RUNNING);
        for (int i = 0; i < 7; i++) {
            Gate.Visit visit = scene.gate.next();
            assertTrue(running() <= 2);
            visit.returns(null);
        }
    }

    @Test
    void startsNoMoreJobsInASecondThanTheRateAllows() throws Exception {
        limit(null, Rate.perSecond(2));
        JobEngine engine = scene.start();
        for (int i = 0; i < 5; i++) {
            scene.enqueue("gate", IN_MAIL);
        }
        scene.gate.next();
        scene.gate.next();
        Scene.awaitSoon(() -> Scene.START.plusMillis(500).equals(scene.clock.nextAlarm()));
        assertEquals(2, engine.load().running());
        scene.clock.advance(Duration.ofMillis(500));
        scene.gate.next();
        assertEquals(3, engine.load().running());
        assertTrue(scene.gate.nobodyWaits());
    }

    @Test
    @DisplayName("Tenants take turns: the one with many jobs does not keep the other waiting")
    void letsTenantsTakeTurns() throws Exception {
        scene.with(settings -> settings.withConcurrency(2));
        JobEngine engine = scene.engine();
        for (int i = 0; i < 10; i++) {
            scene.enqueue(SHOP, "gate", Value.of(i), IN_MAIL);
        }
        scene.enqueue(BANK, "gate", Value.of(100), IN_MAIL);
        scene.enqueue(BANK, "gate", Value.of(101), IN_MAIL);
        engine.start();
        List<Tenant> order = new ArrayList<>();
        List<Gate.Visit> inside = new ArrayList<>(List.of(scene.gate.next(), scene.gate.next()));
        for (int i = 0; i < 4; i++) {
            Gate.Visit visit = inside.removeFirst();
            order.add(visit.context.tenant());
            visit.returns(null);
            inside.add(scene.gate.next());
        }
        assertEquals(2, order.stream().filter(BANK.tenant()::equals).count(), order::toString);
    }

    @Test
    void pausesAndResumesAQueueOnEveryNode() throws Exception {
        store.share();
        JobEngine engine = scene.start();
        JobEngine other = scene.start();
        engine.controlQueues().pause(MAIL);
        engine.controlQueues().pause(MAIL);
        assertEquals(Set.of(MAIL), other.controlQueues().paused());
        Job paused = scene.enqueue("gate", IN_MAIL);
        Job free = scene.enqueue("gate");
        scene.gate.next().returns(null);
        scene.await(free, COMPLETED);
        assertEquals(PENDING, scene.job(paused.id()).state());
        other.controlQueues().resume(MAIL);
        other.controlQueues().resume(MAIL);
        scene.gate.next().returns(null);
        scene.await(paused, COMPLETED);
        assertEquals(Set.of(), engine.controlQueues().paused());
    }

    @Test
    void letsWhatRunsGoOnWhenItsQueueIsPaused() throws Exception {
        JobEngine engine = scene.start();
        Job job = scene.enqueue("gate", IN_MAIL);
        Gate.Visit visit = scene.gate.next();
        engine.controlQueues().pause(MAIL);
        visit.returns(null);
        scene.await(job, COMPLETED);
    }

    @Test
    void leavesAQueueAloneThatConfigurationCloses() throws Exception {
        scene.with(settings -> settings.withQueues(Map.of(), Set.of(MAIL)));
        JobEngine engine = scene.engine();
        Job closed = scene.enqueue("gate", IN_MAIL);
        engine.tick();
        assertEquals(PENDING, scene.job(closed.id()).state());
        assertEquals(Set.of(), engine.controlQueues().paused());
    }

    @Test
    void runsNothingWithoutPlacesOrHandlers() throws Exception {
        scene.with(settings -> settings.withConcurrency(0));
        JobEngine engine = scene.engine();
        Job job = scene.enqueue("gate");
        engine.tick();
        assertEquals(PENDING, scene.job(job.id()).state());
        assertNull(scene.clock.nextAlarm());
    }

    @Test
    void runsTenThousandJobsWithAFewPlaces() throws Exception {
        scene.handle("quick", (payload, context) -> null)
                .with(settings -> settings.withConcurrency(4))
                .start();
        Caller caller = SHOP;
        for (int i = 0; i < 10_000; i++) {
            scene.enqueue(caller, "quick", Value.NULL, JobOptions.DEFAULT);
        }
        scene.awaitNews(
                () -> scene.store.jobs().countByState(Tenant.NONE).getOrDefault(COMPLETED, 0L) == 10_000,
                () -> "Some never end: " + scene.store.jobs().countByState(Tenant.NONE));
    }
}
