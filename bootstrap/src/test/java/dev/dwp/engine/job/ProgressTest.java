package dev.dwp.engine.job;

import static dev.dwp.domain.job.JobState.CANCELLED;
import static dev.dwp.domain.job.JobState.COMPLETED;
import static dev.dwp.domain.job.JobState.FAILED;
import static dev.dwp.domain.job.JobState.RUNNING;
import static dev.dwp.engine.job.Scene.SHOP;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.application.handler.JobOptions;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.Lease;
import dev.dwp.domain.job.Progress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final FragileStore store = new FragileStore();
    private final Scene scene = new Scene(store);

    @AfterEach
    void close() throws InterruptedException {
        store.comeBack();
        scene.close();
    }

    private List<Value> percents(Job job) {
        return scene.events(job).stream()
                .filter(event -> "job.progress".equals(event.data().text("type")))
                .map(event -> event.data().members().get("percent"))
                .toList();
    }

    @Test
    @DisplayName("PROTOCOL §7.2: each step of a handler is told, and job.get shows the last")
    void showsEachStep() throws Exception {
        scene.start();
        Job job = scene.enqueue("gate");
        Gate.Visit visit = scene.gate.next();
        for (int i = 1; i <= 5; i++) {
            visit.context.progress(i * 20, "step " + i);
            assertEquals(new Progress(i * 20, "step " + i), scene.job(job.id()).progress());
        }
        visit.returns(null);
        Job done = scene.await(job, COMPLETED);
        assertEquals(List.of(Value.of(20), Value.of(40), Value.of(60), Value.of(80), Value.of(100)), percents(job));
        assertEquals(new Progress(100, "step 5"), done.progress());
    }

    @Test
    void putsStepsTogetherThatComeTooFastAndNeverLosesTheLast() throws Exception {
        scene.handle("rash", (payload, context) -> {
                    for (int i = 0; i < 1000; i++) {
                        context.progress(i / 10, null);
                    }
                    context.progress(100, "all");
                    return null;
                })
                .start();
        Job job = scene.enqueue("rash");
        Job done = scene.await(job, COMPLETED);
        assertEquals(new Progress(100, "all"), done.progress());
        List<Value> told = percents(job);
        assertEquals(101, told.size(), "A second's worth, and the last one with the end.");
        assertEquals(Value.of(100), told.getLast());
    }

    @Test
    void tellsTheLatestWhenItsTurnComesAlthoughTheHandlerHasFallenSilent() throws Exception {
        scene.start();
        Job job = scene.enqueue("gate");
        Gate.Visit visit = scene.gate.next();
        for (int i = 0; i <= 100; i++) {
            visit.context.progress(i, null);
        }
        assertEquals(new Progress(99, null), scene.job(job.id()).progress());
        scene.clock.advance(Duration.ofMillis(10));
        assertEquals(new Progress(100, null), scene.job(job.id()).progress());
    }

    @Test
    void writesOneAtATimeHoweverManyThreadsTell() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        scene.start();
        Job job = scene.enqueue("gate");
        Gate.Visit visit = scene.gate.next();
        store.beforeCommit(changes -> {
            inside.countDown();
            awaitLatch(go);
            return changes;
        });
        Thread slow = Thread.startVirtualThread(() -> visit.context.progress(1, null));
        awaitLatch(inside);
        visit.context.progress(2, null);
        visit.context.progress(3, null);
        assertNull(scene.job(job.id()).progress());
        go.countDown();
        slow.join();
        assertEquals(List.of(Value.of(1), Value.of(3)), percents(job));
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            assertTrue(latch.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void refusesAPercentageThatIsNone() throws Exception {
        scene.handle("confused", (payload, context) -> {
                    context.progress(101, null);
                    return null;
                })
                .start();
        Job job = scene.enqueue("confused", JobOptions.DEFAULT.withMaxRetries(0));
        Job failed = scene.await(job, FAILED);
        assertEquals("A progress of 101 percent is not between 0 and 100.", failed.lastError());
    }

    @Test
    void isSilentAfterTheEndOfTheAttempt() throws Exception {
        scene.start();
        Job job = scene.enqueue("gate");
        Gate.Visit visit = scene.gate.next();
        scene.first().cancel().cancel(SHOP, job.id());
        visit.awaitLeft();
        visit.context.progress(50, null);
        assertEquals(CANCELLED, scene.job(job.id()).state());
        assertNull(scene.job(job.id()).progress());
    }

    @Test
    void doesNotDisturbTheHandlerWhileTheStoreIsAway() throws Exception {
        scene.start();
        Job job = scene.enqueue("gate");
        Gate.Visit visit = scene.gate.next();
        store.goAway();
        visit.context.progress(10, null);
        visit.context.progress(20, null);
        store.comeBack();
        scene.clock.advance(Duration.ofSeconds(1));
        assertEquals(List.of(Value.of(20)), percents(job));
    }

    @Test
    void prolongsTheLeaseRatherThanPutBackTheOldOne() throws Exception {
        scene.with(settings -> settings.withLease(Duration.ofSeconds(30))).start();
        Job job = scene.enqueue("gate");
        Gate.Visit visit = scene.gate.next();
        scene.clock.advance(Duration.ofSeconds(9));
        visit.context.progress(1, null);
        Job running = scene.job(job.id());
        assertEquals(RUNNING, running.state());
        Lease lease = running.lease();
        assertNotNull(lease);
        assertEquals(scene.clock.instant().plusSeconds(30), lease.until());
    }

    @Test
    void beginsAnewWithEachAttempt() throws Exception {
        scene.start();
        Job job = scene.enqueue("gate");
        Gate.Visit first = scene.gate.next();
        first.context.progress(70, null);
        first.fails(new IllegalStateException("again"));
        scene.await(job, now -> now.retryCount() == 1);
        scene.clock.advance(Duration.ofSeconds(1));
        scene.gate.next();
        assertNull(scene.job(job.id()).progress());
    }
}
