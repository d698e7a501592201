package dev.dwp.engine.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dwp.application.workflow.WorkflowEngine;
import dev.dwp.domain.frame.ErrorCode;
import dev.dwp.domain.frame.Refusal;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.RunState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL §5: workflow.replay lets a finished run go on from a step")
class ReplayTest {
    private final Flows flows = new Flows();
    private final List<String> ran = Collections.synchronizedList(new ArrayList<>());
    private volatile boolean broken = true;

    @AfterEach
    void stop() {
        flows.close();
    }

    private ErrorCode refused(WorkflowEngine engine, RunId id, String step) {
        return assertThrows(Refusal.class, () -> engine.control().replay(Flows.ANYONE, id, step))
                .code();
    }

    private void brokenAt(String name) {
        if (name.equals("b") && broken) {
            throw new IllegalStateException("Broken.");
        }
    }

    @Test
    void aFailedRunGoesOnFromTheStepThatFailed() {
        flows.workflow("abc", (workflow, input) -> {
            for (String name : List.of("a", "b", "c")) {
                workflow.step(name, () -> {
                    ran.add(name);
                    brokenAt(name);
                });
                workflow.compensate("undo-" + name, () -> ran.add("undo-" + name));
            }
            return "done";
        });
        WorkflowEngine engine = flows.started();
        RunId id = flows.start(engine, "abc");
        flows.finished(id, RunState.FAILED);
        assertEquals(List.of("a", "b", "undo-a"), ran);
        assertEquals(ErrorCode.NOT_FOUND, refused(engine, id, "nothing"));
        assertEquals(ErrorCode.NOT_FOUND, refused(engine, id, "undo-a"));
        broken = false;
        engine.control().replay(Flows.ANYONE, id, "b");
        assertEquals(Value.of("done"), flows.finished(id, RunState.COMPLETED).output());
        assertEquals(List.of("a", "b", "undo-a", "b", "c"), ran);
        assertEquals(List.of("step a 1 completed", "step b 1 completed", "step c 1 completed"), flows.shown(id));
        assertEquals(
                2, flows.told(id).stream().filter("workflow.started"::equals).count());
    }

    @Test
    void aCompletedRunForgetsTheStepAndThoseAfterIt() {
        broken = false;
        flows.workflow("abc", (workflow, input) -> {
            String all = "";
            for (String name : List.of("a", "b", "c")) {
                all += workflow.step(name, String.class, () -> {
                    ran.add(name);
                    return name + ran.size();
                });
            }
            return all;
        });
        WorkflowEngine engine = flows.started();
        RunId id = flows.start(engine, "abc");
        assertEquals(Value.of("a1b2c3"), flows.finished(id, RunState.COMPLETED).output());
        engine.control().replay(Flows.ANYONE, id, "b");
        flows.until("it has run again", () -> ran.size() == 5);
        assertEquals(Value.of("a1b4c5"), flows.finished(id, RunState.COMPLETED).output());
    }

    @Test
    void aRunThatHasNotFinishedCannotBeReplayed() throws Exception {
        CountDownLatch inStep = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        flows.workflow("slow", (workflow, input) -> {
            workflow.step("a", () -> {
                inStep.countDown();
                goOn.await();
            });
            return null;
        });
        WorkflowEngine engine = flows.started();
        RunId id = flows.start(engine, "slow");
        inStep.await();
        assertEquals(ErrorCode.CONFLICT, refused(engine, id, "a"));
        goOn.countDown();
        flows.finished(id, RunState.COMPLETED);
    }

    @Test
    void aCancelledRunGoesOnFromWhereItWaited() {
        flows.workflow("nap", (workflow, input) -> {
            workflow.step("a", () -> ran.add("a"));
            workflow.sleep("nap", Duration.ofHours(1));
            return "awake";
        });
        WorkflowEngine engine = flows.started();
        RunId id = flows.start(engine, "nap");
        flows.until("it sleeps", () -> flows.shown(id).size() == 2);
        flows.suspended(id);
        engine.control().cancel(Flows.ANYONE, id);
        flows.finished(id, RunState.CANCELLED);
        engine.control().replay(Flows.ANYONE, id, "nap");
        flows.until("it sleeps again", () -> flows.shown(id).contains("sleep nap 1 waiting"));
        flows.suspended(id);
        flows.clock.advance(Duration.ofHours(1));
        flows.finished(id, RunState.COMPLETED);
        assertEquals(List.of("a"), ran);
    }

    @Test
    void aStepWithinAParallelOpensItAgainAndKeepsWhatHadFinishedBefore() throws Exception {
        CountDownLatch others = new CountDownLatch(1);
        CountDownLatch waits = new CountDownLatch(1);
        flows.workflow("wide", (workflow, input) -> {
            List<String> results = workflow.parallel(
                    "wide",
                    List.of(
                            () -> {
                                String first = workflow.step("x", String.class, () -> {
                                    ran.add("x");
                                    return "x";
                                });
                                others.countDown();
                                waits.await();
                                return first
                                        + workflow.step("b", String.class, () -> {
                                            ran.add("b");
                                            brokenAt("b");
                                            return "b";
                                        });
                            },
                            () -> {
                                others.await();
                                workflow.step("given-up", () -> {
                                    ran.add("given-up");
                                    waits.countDown();
                                    if (broken) {
                                        new CountDownLatch(1).await();
                                    }
                                });
                                return "y";
                            }));
            return String.join(" ", results);
        });
        WorkflowEngine engine = flows.started();
        RunId id = flows.start(engine, "wide");
        flows.finished(id, RunState.FAILED);
        assertEquals("step given-up 1 cancelled", flows.shown(id).get(2));
        broken = false;
        engine.control().replay(Flows.ANYONE, id, "b");
        assertEquals(Value.of("xb y"), flows.finished(id, RunState.COMPLETED).output());
        assertEquals(1, Collections.frequency(ran, "x"));
        assertEquals(2, Collections.frequency(ran, "b"));
        assertEquals(2, Collections.frequency(ran, "given-up"));
    }

    @Test
    void manyChildrenOfOneStepAreNamedByTheStep() {
        flows.workflow("child", (workflow, input) -> {
            ran.add("child");
            return input;
        });
        flows.workflow("parent", (workflow, input) -> workflow.children("all", "child", List.of(1, 2), Long.class));
        WorkflowEngine engine = flows.started();
        RunId id = flows.start(engine, "parent");
        flows.finished(id, RunState.COMPLETED);
        engine.control().replay(Flows.ANYONE, id, "all");
        flows.until("they have run again", () -> ran.size() == 4);
        flows.finished(id, RunState.COMPLETED);
        engine.control().replay(Flows.ANYONE, id, "all[1]");
        flows.until("one has run again", () -> ran.size() == 5);
        flows.finished(id, RunState.COMPLETED);
    }
}
