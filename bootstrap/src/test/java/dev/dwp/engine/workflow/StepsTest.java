package dev.dwp.engine.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.application.handler.HandlerInterceptor;
import dev.dwp.application.handler.PermanentFailure;
import dev.dwp.application.handler.StepContext;
import dev.dwp.application.handler.StepFailed;
import dev.dwp.application.handler.StepOptions;
import dev.dwp.application.workflow.WorkflowEngine;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.RetryPolicy;
import dev.dwp.domain.workflow.EntryState;
import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.RunState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL §6: named steps, what they return and how they fail")
class StepsTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private final Flows flows = new Flows();
    private final AtomicInteger attempts = new AtomicInteger();

    record Order(String id, @Nullable String note) {}

    @AfterEach
    void stop() {
        flows.close();
    }

    private static StepOptions retries(int count) {
        return StepOptions.ONCE.withRetry(new RetryPolicy(count, MINUTE, 2, Duration.ofHours(1), 0));
    }

    @Test
    void stepsRunOneAfterTheOtherAndTheLastResultIsTheOutput() {
        flows.workflow("sum", (workflow, input) -> {
            int one = workflow.step("one", Integer.class, () -> 1);
            int two = workflow.step("two", Integer.class, () -> one + 1);
            return one + two;
        });
        WorkflowEngine engine = flows.started();
        RunId id = flows.start(engine, "sum");
        assertEquals(Value.of(3), flows.finished(id, RunState.COMPLETED).output());
        assertEquals(List.of("step one 1 completed", "step two 1 completed"), flows.shown(id));
        assertEquals(Value.of(1), flows.entry(id, "one").data());
        assertEquals(
                List.of(
                        "workflow.started",
                        "workflow.step_completed one",
                        "workflow.step_completed two",
                        "workflow.completed"),
                flows.told(id));
    }

    @Test
    void aResultIsReadBackAsWhatWasRememberedOnTheFirstPassToo() {
        Order order = new Order("o-1", null);
        flows.workflow("read", (workflow, input) -> {
            Order read = workflow.step("make", Order.class, () -> order);
            Order nothing = workflow.step("nothing", Order.class, () -> null);
            return List.of(
                    read.equals(order),
                    System.identityHashCode(read) == System.identityHashCode(order),
                    nothing == null);
        });
        WorkflowEngine engine = flows.started();
        assertEquals(
                new Value.Array(List.of(Value.of(true), Value.of(false), Value.of(true))),
                flows.finished(flows.start(engine, "read"), RunState.COMPLETED).output());
    }

    @Test
    void aStepGoesOnWhileItsEntrySaysSo() throws Exception {
        CountDownLatch inStep = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        flows.workflow("slow", (workflow, input) -> {
            workflow.step("work", () -> {
                inStep.countDown();
                goOn.await();
            });
            return null;
        });
        WorkflowEngine engine = flows.started();
        RunId id = flows.start(engine, "slow");
        inStep.await();
        assertEquals(List.of("step work 1 running"), flows.shown(id));
        flows.clock.advance(Duration.ofSeconds(3));
        goOn.countDown();
        flows.finished(id, RunState.COMPLETED);
        assertEquals(Flows.START, flows.entry(id, "work").startedAt());
        assertEquals(Flows.START.plusSeconds(3), flows.entry(id, "work").completedAt());
    }

    @Test
    void aFailedStepIsTriedAgainAfterAPauseThatHoldsNoWorker() {
        flows.workflow(
                "flaky",
                (workflow, input) -> workflow.step("try", Integer.class, retries(2), () -> {
                    if (attempts.incrementAndGet() < 3) {
                        throw new IllegalStateException("Attempt " + attempts.get() + ".");
                    }
                    return attempts.get();
                }));
        WorkflowEngine engine = flows.started();
        RunId id = flows.start(engine, "flaky");
        flows.until("the first pause has begun", () -> flows.shown(id).size() == 2);
        flows.suspended(id);
        assertEquals(List.of("step try 1 failed", "step try 2 waiting"), flows.shown(id));
        assertEquals(Flows.START.plus(MINUTE), flows.run(id).wakeAt());
        flows.clock.advance(MINUTE);
        flows.until("the second pause has begun", () -> flows.shown(id).size() == 3);
        flows.suspended(id);
        flows.clock.advance(MINUTE.multipliedBy(2));
        assertEquals(Value.of(3), flows.finished(id, RunState.COMPLETED).output());
        assertEquals(List.of("step try 1 failed", "step try 2 failed", "step try 3 completed"), flows.shown(id));
        assertEquals(
                List.of(
                        "workflow.started",
                        "workflow.step_failed try",
                        "workflow.waiting try",
                        "workflow.step_failed try",
                        "workflow.waiting try",
                        "workflow.step_completed try",
                        "workflow.completed"),
                flows.told(id));
        assertEquals(
                Flows.START.plus(MINUTE.multipliedBy(3)), flows.entry(id, "try").startedAt());
    }

    @Test
    void theLastFailureIsThrownToTheCodeAndRemembered() {
        flows.workflow("fails", (workflow, input) -> {
            String failure = "none";
            try {
                workflow.step("try", () -> {
                    attempts.incrementAndGet();
                    throw new IllegalStateException("No.");
                });
            } catch (StepFailed e) {
                failure = e.step() + ": " + e.getMessage();
            }
            workflow.sleep("nap", MINUTE);
            return failure;
        });
        WorkflowEngine engine = flows.started();
        RunId id = flows.start(engine, "fails");
        flows.until("it sleeps", () -> flows.shown(id).size() == 2);
        flows.suspended(id);
        flows.clock.advance(MINUTE);
        assertEquals(
                Value.of("try: No."), flows.finished(id, RunState.COMPLETED).output());
        assertEquals(1, attempts.get());
    }

    @Test
    void aPermanentFailureIsNotTriedAgain() {
        flows.workflow(
                "fails",
                (workflow, input) -> workflow.step("try", Integer.class, retries(5), () -> {
                    throw new PermanentFailure("Never.");
                }));
        WorkflowEngine engine = flows.started();
        RunId id = flows.start(engine, "fails");
        assertEquals("Never.", flows.finished(id, RunState.FAILED).error());
        assertEquals(List.of("step try 1 failed"), flows.shown(id));
    }

    @Test
    void anAttemptThatTakesTooLongIsInterruptedAndHasFailed() throws Exception {
        CountDownLatch inStep = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        flows.workflow("slow", (workflow, input) -> {
            workflow.step("work", retries(0).withTimeout(MINUTE), () -> {
                inStep.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    interrupted.countDown();
                    throw e;
                }
            });
            return null;
        });
        WorkflowEngine engine = flows.started();
        RunId id = flows.start(engine, "slow");
        inStep.await();
        flows.clock.advance(MINUTE);
        assertEquals(
                "It timed out after 60000 ms.",
                flows.finished(id, RunState.FAILED).error());
        interrupted.await();
    }

    @Test
    void anAttemptThatIgnoresItsTimeoutHoldsUpNothingButIsCounted() throws Exception {
        CountDownLatch inStep = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        flows.workflow("deaf", (workflow, input) -> {
            workflow.step("work", retries(0).withTimeout(MINUTE), () -> {
                inStep.countDown();
                awaitDeaf(release);
            });
            return null;
        });
        WorkflowEngine engine = flows.started();
        RunId id = flows.start(engine, "deaf");
        inStep.await();
        flows.clock.advance(MINUTE);
        flows.until("its thread is counted", () -> {
            flows.clock.advance(Duration.ofSeconds(5));
            return engine.abandonedThreads() == 1;
        });
        flows.finished(id, RunState.FAILED);
        release.countDown();
        flows.until("its thread has ended", () -> engine.abandonedThreads() == 0);
        assertEquals(EntryState.FAILED, flows.entry(id, "work").state());
    }

    static void awaitDeaf(CountDownLatch latch) {
        boolean interrupted = false;
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void errorsFailTheStepAndNotTheServer() {
        flows.workflow("memory", (workflow, input) -> {
            workflow.step("work", () -> {
                throw new OutOfMemoryError("Java heap space");
            });
            return null;
        });
        flows.workflow("deep", (workflow, input) -> workflow.step("work", Integer.class, () -> depth(0)));
        flows.workflow("bare", (workflow, input) -> {
            throw new StackOverflowError();
        });
        WorkflowEngine engine = flows.started();
        assertEquals(
                "Java heap space",
                flows.finished(flows.start(engine, "memory"), RunState.FAILED).error());
        assertEquals(
                "StackOverflowError",
                flows.finished(flows.start(engine, "deep"), RunState.FAILED).error());
        assertEquals(
                "StackOverflowError",
                flows.finished(flows.start(engine, "bare"), RunState.FAILED).error());
    }

    private static int depth(int so) {
        return so < 0 ? so : depth(so + 1) + 1;
    }

    @Test
    void whatHasNoFormOrIsTooLargeFailsWithASentence() {
        flows.workflow("formless", (workflow, input) -> workflow.step("work", Object.class, Object::new));
        flows.workflow(
                "endless",
                (workflow, input) -> workflow.step("work", Object.class, () -> {
                    List<Object> endless = new ArrayList<>();
                    endless.add(endless);
                    return endless;
                }));
        flows.workflow("unreadable", (workflow, input) -> workflow.step("work", Thread.class, () -> null));
        flows.workflow("large", (workflow, input) -> workflow.step("work", String.class, () -> "x".repeat(300_000)));
        flows.workflow("output", (workflow, input) -> "x".repeat(2_000_000));
        WorkflowEngine engine = flows.started();
        for (String name : List.of("formless", "endless", "large", "output")) {
            String error =
                    flows.finished(flows.start(engine, name), RunState.FAILED).error();
            assertTrue(String.valueOf(error).startsWith("It cannot be remembered: "), name + ": " + error);
        }
        RunId unreadable = flows.start(engine, "unreadable");
        assertEquals(
                "No payload can be bound to java.lang.Thread",
                flows.finished(unreadable, RunState.FAILED).error());
        assertEquals(List.of("step work 1 failed"), flows.shown(unreadable));
    }

    @Test
    void stepsWithinAStepAreRefusedWithASentence() {
        flows.workflow("nested", (workflow, input) -> {
            workflow.step("outer", () -> workflow.step("inner", () -> {}));
            return null;
        });
        WorkflowEngine engine = flows.started();
        RunId id = flows.start(engine, "nested");
        String error = flows.finished(id, RunState.FAILED).error();
        assertTrue(String.valueOf(error).contains("cannot be called within a step"), error);
    }

    @Test
    void interceptorsGoAroundStepsAndCompensationsButNotAroundWhatIsRemembered() {
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        flows.with(handlers -> handlers.interceptor(new HandlerInterceptor() {
            @Override
            public @Nullable Object aroundStep(StepContext context, Call call) throws Exception {
                seen.add(context.workflow() + "/" + context.step() + "/" + context.attempt());
                return call.proceed();
            }
        }));
        flows.workflow("watched", (workflow, input) -> {
            workflow.step("one", () -> {});
            workflow.compensate("undo", () -> {});
            workflow.sleep("nap", MINUTE);
            throw new IllegalStateException("No.");
        });
        WorkflowEngine engine = flows.started();
        RunId id = flows.start(engine, "watched");
        flows.until("it sleeps", () -> flows.shown(id).size() == 2);
        flows.suspended(id);
        flows.clock.advance(MINUTE);
        flows.finished(id, RunState.FAILED);
        assertEquals(List.of("watched/one/1", "watched/undo/1"), seen);
    }
}
