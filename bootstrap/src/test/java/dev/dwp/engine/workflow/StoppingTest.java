package dev.dwp.engine.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.application.workflow.WorkflowEngine;
import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.RunState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A worker that stops hands its runs back")
class StoppingTest {
    private final Flows flows = new Flows();
    private final List<String> ran = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch inStep = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    @AfterEach
    void stop() {
        goOn.countDown();
        flows.close();
    }

    private WorkflowEngine withTwoSteps() {
        flows.workflow("two", (workflow, input) -> {
            workflow.step("first", () -> {
                ran.add("first");
                inStep.countDown();
                goOn.await();
            });
            workflow.compensate("undo-first", () -> ran.add("undo-first"));
            workflow.step("second", () -> ran.add("second"));
            return null;
        });
        return flows.started();
    }

    @Test
    void aStepUnderWayMayEndWithinTheGraceAndTheNextIsNotBegun() throws Exception {
        WorkflowEngine engine = withTwoSteps();
        RunId id = flows.start(engine, "two");
        assertTrue(inStep.await(30, TimeUnit.SECONDS));
        Thread stopping = Thread.ofVirtual().start(() -> {
            try {
                engine.stop(Duration.ofSeconds(20));
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        flows.until("it stops", () -> stopping.getState() != Thread.State.NEW);
        goOn.countDown();
        stopping.join();
        assertEquals(List.of("step first 1 completed"), flows.shown(id).subList(0, 1));
        flows.started();
        flows.finished(id, RunState.COMPLETED);
        assertEquals(1, Collections.frequency(ran, "first"));
        assertEquals(1, Collections.frequency(ran, "second"));
        assertEquals(0, Collections.frequency(ran, "undo-first"));
    }

    @Test
    void whatDoesNotEndInTimeIsInterruptedAndDoneAgainElsewhere() throws Exception {
        WorkflowEngine engine = withTwoSteps();
        RunId id = flows.start(engine, "two");
        assertTrue(inStep.await(30, TimeUnit.SECONDS));
        engine.stop(Duration.ofMillis(1));
        assertEquals(0, engine.heldRuns());
        assertNull(flows.run(id).claim());
        assertEquals(flows.clock.instant(), flows.run(id).wakeAt());
        goOn.countDown();
        flows.started();
        flows.finished(id, RunState.COMPLETED);
        assertEquals(List.of("first", "first", "second"), ran);
        assertEquals(List.of("step first 1 completed", "step second 1 completed"), flows.shown(id));
    }

    @Test
    void aStoppedEngineTakesUpNothing() throws Exception {
        WorkflowEngine engine = withTwoSteps();
        engine.stop(Duration.ZERO);
        RunId id = flows.start(engine, "two");
        assertEquals(RunState.RUNNING, flows.run(id).state());
        assertEquals(0, flows.run(id).fences());
    }
}
