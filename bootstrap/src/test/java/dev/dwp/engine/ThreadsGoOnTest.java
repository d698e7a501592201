package dev.dwp.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.application.handler.JobOptions;
import dev.dwp.application.stream.LocalSubscription;
import dev.dwp.bootstrap.Dispatch;
import dev.dwp.domain.channel.Channel;
import dev.dwp.domain.channel.Cursor;
import dev.dwp.domain.channel.LoggedEvent;
import dev.dwp.domain.job.JobId;
import dev.dwp.domain.job.JobState;
import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.RunState;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The engine's threads go on after whatever one of their turns throws")
class ThreadsGoOnTest {
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private final ThrowingStore store = new ThrowingStore();
    private final CountDownLatch held = new CountDownLatch(1);
    private final Dispatch engine = Dispatch.builder()
            .store(store.store())
            .set("workers.lease", "6s")
            .set("server.shutdown-grace", "1s")
            .job("work", Map.class, (payload, context) -> "done")
            .job("hold", Map.class, (payload, context) -> {
                held.await();
                return "held";
            })
            .workflow("flow", Map.class, (workflow, input) -> {
                workflow.sleep("until it is claimed", Duration.ofMillis(1));
                return workflow.step("step", String.class, () -> "done");
            })
            .start();

    static Stream<Arguments> calls() {
        return Stream.of(
                        "events.read",
                        "jobs.claimDue",
                        "jobs.renew",
                        "jobs.nextExpiry",
                        "runs.claimDue",
                        "runs.nextExpiry")
                .flatMap(call -> Stream.of(
                        Arguments.of(call, new IllegalStateException("on purpose")),
                        Arguments.of(call, new OutOfMemoryError("on purpose"))));
    }

    @ParameterizedTest(name = "{0} throws {1}")
    @MethodSource("calls")
    void andWorkIsDoneAndToldAsBefore(String call, Throwable failure) throws Exception {
        BlockingQueue<LoggedEvent> told = new LinkedBlockingQueue<>();
        try (var subscription = engine.subscribe(new Channel.Jobs(), null, told::add)) {
            assertNotNull(subscription);
            CountDownLatch thrown = store.throwOnce(call, threadOf(call), failure);
            JobId holding = engine.enqueue("hold", Map.of());
            engine.enqueue("work", Map.of(), JobOptions.DEFAULT.withDelay(Duration.ofDays(1)));
            RunId run = engine.start("flow", Map.of());
            assertTrue(thrown.await(DEADLINE.toSeconds(), TimeUnit.SECONDS), call + " is never called.");
            JobId work = engine.enqueue("work", Map.of());

            assertEquals(JobState.COMPLETED, engine.await(work, DEADLINE).state());
            assertEquals(RunState.COMPLETED, engine.await(run, DEADLINE).state());
            held.countDown();
            assertEquals(1, engine.await(holding, DEADLINE).attempts().size(), "Its lease was lost.");
            awaitEnds(told, 2);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    @DisplayName("Runs take turns for a place after a count of those that wait has failed")
    void runsTakeTurns(Throwable failure) throws Exception {
        ThrowingStore counted = new ThrowingStore();
        try (Dispatch full = Dispatch.builder()
                .store(counted.store())
                .set("workers.concurrency", "1")
                .set("server.shutdown-grace", "1s")
                .workflow(
                        "wait",
                        Map.class,
                        (workflow, input) -> workflow.step("step", String.class, () -> {
                            held.await();
                            return "done";
                        }))
                .start()) {
            CountDownLatch thrown = counted.throwOnce("runs.countByTenant", "", failure);
            RunId first = full.start("wait", Map.of());
            RunId second = full.start("wait", Map.of());
            assertTrue(thrown.await(DEADLINE.toSeconds(), TimeUnit.SECONDS), "Nobody counts.");
            held.countDown();
            assertEquals(RunState.COMPLETED, full.await(first, DEADLINE).state());
            assertEquals(RunState.COMPLETED, full.await(second, DEADLINE).state());
        }
    }

    /** Of those who read events the one that everybody depends on; a subscription's own pump has a test of its own. */
    private static String threadOf(String call) {
        return call.equals("events.read") ? "dwp-broker" : "";
    }

    @Test
    @DisplayName("The pump that serves a subscriber from the log tells it all, none twice")
    void thePumpGoesOn() throws Exception {
        Cursor start = store.store().events().head();
        JobId first = engine.enqueue("work", Map.of());
        JobId second = engine.enqueue("work", Map.of());
        assertEquals(JobState.COMPLETED, engine.await(first, DEADLINE).state());
        assertEquals(JobState.COMPLETED, engine.await(second, DEADLINE).state());
        BlockingQueue<LoggedEvent> told = new LinkedBlockingQueue<>();
        CountDownLatch thrown = store.throwOnce("events.read", "dwp-feeds", new OutOfMemoryError("on purpose"));
        try (var subscription = engine.subscribe(new Channel.Jobs(), start, told::add)) {
            assertNotNull(subscription);
            assertTrue(thrown.await(DEADLINE.toSeconds(), TimeUnit.SECONDS), "The pump does not read.");
            awaitEnds(told, 2);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    @DisplayName("A listener within the process that throws once hears what comes then")
    void theListenerGoesOn(Throwable failure) throws Exception {
        BlockingQueue<LoggedEvent> told = new LinkedBlockingQueue<>();
        AtomicBoolean fails = new AtomicBoolean(true);
        LocalSubscription.Listener listener = event -> {
            told.add(event);
            if (fails.getAndSet(false)) {
                throwUnchecked(failure);
            }
        };
        try (var subscription = engine.subscribe(new Channel.Jobs(), null, listener)) {
            assertNotNull(subscription);
            engine.enqueue("work", Map.of());
            awaitEnds(told, 1);
        }
    }

    static Stream<Throwable> failures() {
        return Stream.of(new IllegalStateException("on purpose"), new StackOverflowError("on purpose"));
    }

    private static void throwUnchecked(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) failure;
    }

    /** Every event of the two jobs, none twice: enqueued, started, completed. */
    private static void awaitEnds(BlockingQueue<LoggedEvent> told, int jobs) throws InterruptedException {
        long before = 0;
        for (int event = 0; event < 3 * jobs; event++) {
            LoggedEvent next = told.poll(DEADLINE.toSeconds(), TimeUnit.SECONDS);
            assertNotNull(next, "Events are missing.");
            assertTrue(next.cursor().n() > before, "An event came twice.");
            before = next.cursor().n();
        }
    }

    @AfterEach
    void stop() {
        held.countDown();
        engine.close();
    }
}
