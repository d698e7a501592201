package dev.dwp.engine.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dwp.application.handler.StepOptions;
import dev.dwp.application.handler.WorkflowHandler;
import dev.dwp.application.workflow.WorkflowEngine;
import dev.dwp.domain.frame.ErrorCode;
import dev.dwp.domain.frame.Refusal;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.RetryPolicy;
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

@DisplayName("PROTOCOL §5, §6: what a run has done is undone when it fails or is cancelled")
class CompensationsTest {
    private final Flows flows = new Flows();
    private final List<String> undone = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void stop() {
        flows.close();
    }

    private WorkflowHandler<Value, Object> trip(String failAt) {
        return (workflow, input) -> {
            for (String part : List.of("hotel", "flight", "car")) {
                workflow.step("reserve-" + part, () -> {
                    if (part.equals(failAt)) {
                        throw new IllegalStateException("No " + part + ".");
                    }
                });
                workflow.compensate("release-" + part, () -> undone.add(part));
            }
            workflow.sleep("until-departure", Duration.ofDays(1));
            return "home";
        };
    }

    @Test
    void compensationsRunInReverseWhenTheCodeFails() {
        flows.workflow("trip", trip("car"));
        WorkflowEngine engine = flows.started();
        RunId id = flows.start(engine, "trip");
        assertEquals("No car.", flows.finished(id, RunState.FAILED).error());
        assertEquals(List.of("flight", "hotel"), undone);
        assertEquals(
                List.of(
                        "step reserve-hotel 1 completed",
                        "step reserve-flight 1 completed",
                        "step reserve-car 1 failed",
                        "compensation release-flight 1 completed",
                        "compensation release-hotel 1 completed"),
                flows.shown(id));
        assertEquals(
                List.of("workflow.step_completed release-hotel", "workflow.failed"),
                flows.told(id).subList(flows.told(id).size() - 2, flows.told(id).size()));
    }

    @Test
    void compensationsRunInReverseWhenTheRunIsCancelledAsleep() {
        flows.workflow("trip", trip("none"));
        WorkflowEngine engine = flows.started();
        RunId id = flows.start(engine, "trip");
        flows.until("it sleeps", () -> flows.shown(id).size() == 4);
        flows.suspended(id);
        engine.control().cancel(Flows.ANYONE, id);
        engine.control().cancel(Flows.ANYONE, id);
        flows.finished(id, RunState.CANCELLED);
        assertEquals(List.of("car", "flight", "hotel"), undone);
        assertEquals("sleep until-departure 1 cancelled", flows.shown(id).get(3));
        engine.control().cancel(Flows.ANYONE, id);
    }

    @Test
    void aCancelledStepIsInterruptedAtOnceAndItsRunRolledBack() throws Exception {
        CountDownLatch inStep = new CountDownLatch(1);
        flows.workflow("trip", (workflow, input) -> {
            workflow.step("first", () -> {});
            workflow.compensate("undo-first", () -> undone.add("first"));
            workflow.step("second", () -> {
                inStep.countDown();
                new CountDownLatch(1).await();
            });
            workflow.compensate("undo-second", () -> undone.add("second"));
            return null;
        });
        WorkflowEngine engine = flows.started();
        RunId id = flows.start(engine, "trip");
        inStep.await();
        assertEquals("step second 1 running", flows.shown(id).getLast());
        engine.control().cancel(Flows.ANYONE, id);
        flows.finished(id, RunState.CANCELLED);
        assertEquals(List.of("first"), undone);
        assertEquals(
                List.of("step first 1 completed", "step second 1 cancelled", "compensation undo-first 1 completed"),
                flows.shown(id));
    }

    @Test
    void aFinishedRunCannotBeCancelled() {
        flows.workflow("quick", (workflow, input) -> "done");
        flows.workflow("trip", trip("car"));
        WorkflowEngine engine = flows.started();
        RunId completed = flows.start(engine, "quick");
        RunId failed = flows.start(engine, "trip");
        flows.finished(completed, RunState.COMPLETED);
        flows.finished(failed, RunState.FAILED);
        for (RunId id : List.of(completed, failed)) {
            Refusal refusal = assertThrows(Refusal.class, () -> engine.control().cancel(Flows.ANYONE, id));
            assertEquals(ErrorCode.CONFLICT, refusal.code());
        }
    }

    @Test
    void aCompensationThatFailsIsRetriedThenRecordedAndTheOthersRunAllTheSame() {
        RetryPolicy twice = new RetryPolicy(1, Duration.ofMinutes(1), 1, Duration.ofMinutes(1), 0);
        flows.workflow("trip", (workflow, input) -> {
            workflow.compensate("undo-first", () -> undone.add("first"));
            workflow.compensate("undo-second", StepOptions.ONCE.withRetry(twice), () -> {
                throw new IllegalStateException("Out of order.");
            });
            workflow.compensate("undo-third", () -> undone.add("third"));
            throw new IllegalStateException("No.");
        });
        WorkflowEngine engine = flows.started();
        RunId id = flows.start(engine, "trip");
        flows.until("the pause has begun", () -> flows.shown(id).size() == 3);
        flows.suspended(id);
        assertEquals("No.", flows.run(id).error());
        Refusal refusal = assertThrows(Refusal.class, () -> engine.control().cancel(Flows.ANYONE, id));
        assertEquals(ErrorCode.CONFLICT, refusal.code());
        flows.clock.advance(Duration.ofMinutes(1));
        assertEquals(
                "No. The compensation 'undo-second' failed: Out of order.",
                flows.finished(id, RunState.FAILED).error());
        assertEquals(List.of("third", "first"), undone);
        assertEquals(
                List.of(
                        "compensation undo-third 1 completed",
                        "compensation undo-second 1 failed",
                        "compensation undo-second 2 failed",
                        "compensation undo-first 1 completed"),
                flows.shown(id));
    }

    @Test
    void whatIsRegisteredAfterAParallelIsUndoneBeforeWhatItsBranchesRegistered() {
        flows.workflow("wide", (workflow, input) -> {
            workflow.compensate("undo-before", () -> undone.add("before"));
            workflow.parallel("wide", List.of(() -> {
                workflow.step("inside", () -> {});
                workflow.compensate("undo-inside", () -> undone.add("inside"));
                workflow.compensate("undo-inside-too", () -> undone.add("inside-too"));
                return 1;
            }));
            workflow.compensate("undo-after", () -> undone.add("after"));
            throw new IllegalStateException("No.");
        });
        WorkflowEngine engine = flows.started();
        flows.finished(flows.start(engine, "wide"), RunState.FAILED);
        assertEquals(List.of("after", "inside-too", "inside", "before"), undone);
    }
}
