package dev.dwp.engine.job;

import static dev.dwp.domain.job.JobState.COMPLETED;
import static dev.dwp.domain.job.JobState.FAILED;
import static dev.dwp.engine.job.Scene.SHOP;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.application.handler.HandlerInterceptor;
import dev.dwp.application.handler.JobContext;
import dev.dwp.application.handler.JobOptions;
import dev.dwp.application.port.in.Caller;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.IdempotencyKey;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobId;
import dev.dwp.domain.job.QueueName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class ContextTest {
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private final Scene scene = new Scene();

    @AfterEach
    void close() throws InterruptedException {
        scene.close();
    }

    @Test
    @DisplayName(
            "PROTOCOL §2: a handler knows its job, its attempt, its tenant and the trace it belongs to; so do its logs")
    void knowsItsAttempt() throws Exception {
        AtomicReference<Map<String, String>> logged = new AtomicReference<>();
        scene.handle("curious", (payload, context) -> {
                    logged.set(MDC.getCopyOfContextMap());
                    MDC.put("mine", "left behind");
                    return List.of(
                            context.jobId().text(),
                            context.name(),
                            context.queue().text(),
                            context.attempt(),
                            context.deadline().toString(),
                            String.valueOf(context.tenant().appId()),
                            String.valueOf(context.traceparent()),
                            context.logger().getName(),
                            context.cancelled());
                })
                .handle("next", (payload, context) -> String.valueOf(MDC.get("mine")))
                .with(settings -> settings.withConcurrency(1))
                .start();
        Caller traced = new Caller(SHOP.identity(), SHOP.tenant(), TRACE);
        JobOptions options = JobOptions.DEFAULT.withQueue(new QueueName("mail")).withTimeout(Duration.ofSeconds(9));
        Job job = scene.await(scene.enqueue(traced, "curious", Value.NULL, options), COMPLETED);
        String id = job.id().text();
        assertEquals(
                new TinyBinder()
                        .unbind(List.of(
                                id,
                                "curious",
                                "mail",
                                1,
                                Scene.START.plusSeconds(9).toString(),
                                "shop",
                                TRACE,
                                "dev.dwp.handler.curious",
                                false)),
                job.result());
        assertEquals(Map.of("job_id", id, "job_name", "curious", "attempt", "1", "traceparent", TRACE), logged.get());
        assertEquals(
                Value.of("null"), scene.await(scene.enqueue("next"), COMPLETED).result());
    }

    @Test
    void makesJobsOfItsOwnTenantInItsOwnTrace() throws Exception {
        scene.handle("parent", (payload, context) -> {
                    JobOptions once = JobOptions.DEFAULT.withKey(new IdempotencyKey("child"));
                    JobId first = context.enqueue("echo", Value.of("hello"), once);
                    JobId again = context.enqueue("echo", "hello", once);
                    return List.of(first.text(), again.text());
                })
                .handle("echo", (payload, context) -> payload)
                .start();
        Caller traced = new Caller(SHOP.identity(), SHOP.tenant(), TRACE);
        Job parent = scene.await(scene.enqueue(traced, "parent", Value.NULL, JobOptions.DEFAULT), COMPLETED);
        Value.Array made = (Value.Array) parent.result();
        assertEquals(made.items().getFirst(), made.items().getLast());
        JobId id = new JobId(((Value.Text) made.items().getFirst()).value());
        Job child = scene.await(scene.job(id), COMPLETED);
        assertEquals(SHOP.tenant(), child.spec().tenant());
        assertEquals(TRACE, child.spec().traceparent());
        assertEquals(Value.of("hello"), child.result());
    }

    @Test
    void failsWhenItAsksForAJobThatDoesNotExist() throws Exception {
        scene.handle(
                        "parent",
                        (payload, context) -> context.enqueue("nothing", null).text())
                .start();
        Job job = scene.enqueue("parent", JobOptions.DEFAULT.withMaxRetries(0));
        assertEquals(
                "There is no job named 'nothing'.", scene.await(job, FAILED).lastError());
    }

    @Test
    void makesNoJobsWhenItIsOver() throws Exception {
        scene.start();
        Job job = scene.enqueue("gate");
        Gate.Visit visit = scene.gate.next();
        scene.first().cancel().cancel(SHOP, job.id());
        visit.awaitLeft();
        assertThrows(IllegalStateException.class, () -> visit.context.enqueue("gate", null));
    }

    @Test
    void sleepsByTheInjectedClock() throws Exception {
        scene.handle("sleeper", (payload, context) -> {
                    context.sleep(Duration.ofSeconds(3));
                    return "rested";
                })
                .start();
        Job job = scene.enqueue("sleeper");
        Scene.awaitSoon(() -> Scene.START.plusSeconds(3).equals(scene.clock.nextAlarm()));
        scene.clock.advance(Duration.ofMillis(2999));
        assertFalse(scene.job(job.id()).state().finished());
        scene.clock.advance(Duration.ofMillis(1));
        scene.await(job, COMPLETED);
    }

    @Test
    void sleepsForEverIfThatIsWanted() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        scene.handle("sleeper", (payload, context) -> {
                    begun.countDown();
                    context.sleep(Duration.ofSeconds(Long.MAX_VALUE));
                    return "never";
                })
                .start();
        Job job = scene.enqueue("sleeper");
        assertTrue(begun.await(30, TimeUnit.SECONDS));
        scene.clock.advance(Duration.ofMinutes(5));
        assertEquals(
                "The handler timed out after 300000 ms.",
                scene.await(job, now -> now.retryCount() == 1).lastError());
    }

    @Test
    void wakesASleeperOnAnyThreadWhenTheAttemptIsOver() throws Exception {
        LinkedBlockingQueue<String> woken = new LinkedBlockingQueue<>();
        CountDownLatch asleep = new CountDownLatch(1);
        scene.handle("delegating", (payload, context) -> {
                    Thread.ofVirtual().start(() -> {
                        asleep.countDown();
                        try {
                            context.sleep(Duration.ofDays(1));
                            woken.add("rested");
                        } catch (InterruptedException e) {
                            woken.add("woken");
                        }
                    });
                    context.sleep(Duration.ofDays(1));
                    return null;
                })
                .start();
        Job job = scene.enqueue("delegating");
        assertTrue(asleep.await(30, TimeUnit.SECONDS));
        scene.first().cancel().cancel(SHOP, job.id());
        assertEquals("woken", woken.poll(30, TimeUnit.SECONDS));
    }

    @Test
    void goesThroughInterceptorsFromTheOutsideIn() throws Exception {
        scene.around(new Naming("outer"))
                .around(new Naming("inner"))
                .handle("echo", (payload, context) -> "core")
                .start();
        assertEquals(
                Value.of("outer(inner(core))"),
                scene.await(scene.enqueue("echo"), COMPLETED).result());
    }

    private record Naming(String name) implements HandlerInterceptor {
        @Override
        public @Nullable Object aroundJob(JobContext context, Call call) throws Exception {
            return name + "(" + call.proceed() + ")";
        }
    }

    @Test
    void leavesNoResultWhereThereIsNone() throws Exception {
        scene.handle("quiet", (payload, context) -> null).start();
        Job job = scene.await(scene.enqueue("quiet"), COMPLETED);
        assertEquals(Value.NULL, job.result());
        assertNull(job.lastError());
    }
}
