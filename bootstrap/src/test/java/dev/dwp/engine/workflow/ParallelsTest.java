package dev.dwp.engine.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dwp.application.handler.StepFailed;
import dev.dwp.application.workflow.WorkflowEngine;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.RunState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL §6: branches of a run side by side")
class ParallelsTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private final Flows flows = new Flows();
    private final List<String> undone = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void stop() {
        flows.close();
    }

    @Test
    void branchesRunAtTheSameTimeAndReturnInTheirOrder() {
        CyclicBarrier all = new CyclicBarrier(3);
        flows.workflow(
                "wide",
                (workflow, input) -> workflow.parallel(
                        "wide",
                        IntStream.range(0, 3)
                                .<Callable<Integer>>mapToObj(i -> () -> workflow.step("s" + i, Integer.class, () -> {
                                    all.await();
                                    return i;
                                }))
                                .toList()));
        WorkflowEngine engine = flows.started();
        RunId id = flows.start(engine, "wide");
        assertEquals(
                new Value.Array(List.of(Value.of(0), Value.of(1), Value.of(2))),
                flows.finished(id, RunState.COMPLETED).output());
        assertEquals("parallel wide 1 completed", flows.shown(id).getFirst());
    }

    @Test
    void theFirstFailureCancelsTheOtherBranches() throws Exception {
        CountDownLatch inStep = new CountDownLatch(1);
        flows.workflow("wide", (workflow, input) -> {
            workflow.parallel(
                    "wide",
                    List.of(
                            () -> {
                                workflow.step("good", () -> {});
                                workflow.compensate("undo-good", () -> undone.add("good"));
                                workflow.step("endless", () -> {
                                    inStep.countDown();
                                    new CountDownLatch(1).await();
                                });
                                return 1;
                            },
                            () -> workflow.step("bad", Integer.class, () -> {
                                inStep.await();
                                throw new IllegalStateException("Bad luck.");
                            }),
                            () -> workflow.waitForEvent("never", null, HOUR, Value.class)));
            return "not reached";
        });
        WorkflowEngine engine = flows.started();
        RunId id = flows.start(engine, "wide");
        assertEquals("Bad luck.", flows.finished(id, RunState.FAILED).error());
        assertEquals(List.of("good"), undone);
        assertEquals(
                List.of(
                        "compensation undo-good 1 completed",
                        "parallel wide 1 failed",
                        "step bad 1 failed",
                        "step endless 1 cancelled",
                        "step good 1 completed",
                        "wait never 1 cancelled"),
                flows.shown(id).stream().sorted().toList());
        assertEquals(
                Value.struct().put("branch", 1).build(), flows.entry(id, "wide").data());
    }

    @Test
    void aCaughtFailureIsTheSameWhenTheRunIsTakenUpAgain() {
        flows.workflow("wide", (workflow, input) -> {
            String failure = "none";
            try {
                workflow.parallel(
                        "wide",
                        List.of(
                                () -> workflow.waitForEvent("never", null, HOUR, Value.class),
                                () -> workflow.step("bad", Integer.class, () -> {
                                    throw new IllegalStateException("Bad luck.");
                                })));
            } catch (StepFailed e) {
                failure = e.step() + ": " + e.getMessage();
            }
            workflow.sleep("nap", HOUR);
            return failure;
        });
        WorkflowEngine engine = flows.started();
        RunId id = flows.start(engine, "wide");
        flows.until(
                "it sleeps",
                () -> flows.shown(id).size() >= 3 && flows.shown(id).getLast().startsWith("sleep"));
        flows.suspended(id);
        flows.clock.advance(HOUR);
        assertEquals(
                Value.of("bad: Bad luck."),
                flows.finished(id, RunState.COMPLETED).output());
    }

    @Test
    void aBranchThatIsWokenGoesOnWhileAnotherStillRuns() throws Exception {
        CountDownLatch woken = new CountDownLatch(1);
        CountDownLatch slept = new CountDownLatch(1);
        flows.workflow(
                "wide",
                (workflow, input) -> workflow.parallel(
                        "wide",
                        List.of(
                                () -> {
                                    workflow.waitForEvent("go", null, HOUR, Value.class);
                                    woken.countDown();
                                    return 1;
                                },
                                () -> {
                                    workflow.sleep("nap", Duration.ofMinutes(1));
                                    slept.countDown();
                                    return 2;
                                },
                                () -> workflow.step("long", Integer.class, () -> {
                                    woken.await();
                                    slept.await();
                                    return 3;
                                }))));
        WorkflowEngine engine = flows.started();
        RunId id = flows.start(engine, "wide");
        flows.until("all have begun", () -> flows.shown(id).size() == 4);
        flows.publish(engine, "go", Value.NULL);
        woken.await();
        flows.clock.advance(Duration.ofMinutes(1));
        slept.await();
        flows.finished(id, RunState.COMPLETED);
        assertEquals(1, flows.run(id).fences());
    }

    @Test
    void theRunWaitsWhenAllBranchesDo() {
        flows.workflow(
                "wide",
                (workflow, input) -> workflow.parallel(
                        "wide",
                        List.of(
                                () -> workflow.waitForEvent("go", null, HOUR, Value.class)
                                        .orElseThrow(),
                                () -> {
                                    workflow.sleep("nap", Duration.ofMinutes(1));
                                    return Value.of("slept");
                                })));
        WorkflowEngine engine = flows.started();
        RunId id = flows.start(engine, "wide");
        flows.until("both have begun", () -> flows.shown(id).size() == 3);
        flows.suspended(id);
        flows.until("nothing runs", () -> engine.heldRuns() == 0);
        assertEquals(Flows.START.plusSeconds(60), flows.run(id).wakeAt());
        flows.clock.advance(Duration.ofMinutes(1));
        flows.until("one slept", () -> flows.shown(id).contains("sleep nap 1 completed"));
        flows.suspended(id);
        flows.publish(engine, "go", Value.of("went"));
        assertEquals(
                new Value.Array(List.of(Value.of("went"), Value.of("slept"))),
                flows.finished(id, RunState.COMPLETED).output());
    }
}
