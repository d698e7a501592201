package dev.dwp.engine.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.application.handler.ChildFailed;
import dev.dwp.application.port.out.RunQuery;
import dev.dwp.application.workflow.WorkflowEngine;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.session.Tenant;
import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.RunState;
import dev.dwp.domain.workflow.WorkflowRun;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL §6: a run starts others")
class ChildrenTest {
    private final Flows flows = new Flows();

    @AfterEach
    void stop() {
        flows.close();
    }

    private List<WorkflowRun> runs(String name) {
        return flows.store.runs().list(new RunQuery(Tenant.NONE, null, name, null, 100_000));
    }

    private WorkflowRun only(String name) {
        flows.until("there is a " + name, () -> !runs(name).isEmpty());
        return runs(name).getFirst();
    }

    @Test
    void aChildsOutputIsWhatItsParentWaitsFor() {
        flows.workflow("double", (workflow, input) -> ((Value.Int) input).value() * 2);
        flows.workflow("parent", (workflow, input) -> workflow.child("twice", "double", 21, Integer.class));
        WorkflowEngine engine = flows.started();
        RunId id = flows.start(engine, "parent");
        assertEquals(Value.of(42), flows.finished(id, RunState.COMPLETED).output());
        assertEquals(List.of("child twice 1 completed"), flows.shown(id));
        assertEquals(id, only("double").spec().parent());
    }

    @Test
    void aChildThatFailsIsAFailureOfItsParent() {
        flows.workflow("bad", (workflow, input) -> {
            throw new IllegalStateException("No luck.");
        });
        flows.workflow("parent", (workflow, input) -> workflow.child("try", "bad", null, Value.class));
        flows.workflow("careful", (workflow, input) -> {
            try {
                return workflow.child("try", "bad", null, Value.class);
            } catch (ChildFailed e) {
                return e.step() + " " + e.child().isPresent();
            }
        });
        WorkflowEngine engine = flows.started();
        WorkflowRun parent = flows.finished(flows.start(engine, "parent"), RunState.FAILED);
        assertTrue(String.valueOf(parent.error()).endsWith("did not complete: No luck."), parent.error());
        assertEquals(
                Value.of("try true"),
                flows.finished(flows.start(engine, "careful"), RunState.COMPLETED)
                        .output());
    }

    @Test
    void aChildThatDoesNotExistFailsTheStepWithASentence() {
        flows.workflow("parent", (workflow, input) -> workflow.child("try", "nothing", null, Value.class));
        WorkflowEngine engine = flows.started();
        RunId id = flows.start(engine, "parent");
        assertEquals(
                "The child 'try' could not be started: There is no workflow named 'nothing'.",
                flows.finished(id, RunState.FAILED).error());
        assertEquals(List.of("child try 1 failed"), flows.shown(id));
    }

    @Test
    void manyChildrenAreStartedInBatchesAndWaitedForInOrder() {
        flows.workflow("square", (workflow, input) -> {
            long value = ((Value.Int) input).value();
            return value * value;
        });
        flows.workflow(
                "parent",
                (workflow, input) ->
                        workflow
                                .children(
                                        "all",
                                        "square",
                                        IntStream.range(0, 450).boxed().toList(),
                                        Long.class)
                                .stream()
                                .mapToLong(Long::longValue)
                                .sum());
        WorkflowEngine engine = flows.started();
        RunId id = flows.start(engine, "parent");
        long sum = IntStream.range(0, 450).mapToLong(i -> (long) i * i).sum();
        assertEquals(Value.of(sum), flows.finished(id, RunState.COMPLETED).output());
        assertEquals(450, flows.shown(id).size());
        assertEquals("child all[449] 1 completed", flows.shown(id).getLast());
    }

    @Test
    void oneOfManyChildrenThatFailsCancelsTheOthers() {
        flows.workflow("item", (workflow, input) -> {
            if (input.equals(Value.of(1))) {
                throw new IllegalStateException("Item 1 is broken.");
            }
            workflow.sleep("long", Duration.ofDays(1));
            return null;
        });
        flows.workflow("parent", (workflow, input) -> workflow.children("all", "item", List.of(0, 1, 2), Value.class));
        WorkflowEngine engine = flows.started();
        RunId id = flows.start(engine, "parent");
        WorkflowRun parent = flows.finished(id, RunState.FAILED);
        assertTrue(String.valueOf(parent.error()).endsWith("Item 1 is broken."), parent.error());
        assertEquals(
                List.of("child all[0] 1 cancelled", "child all[1] 1 failed", "child all[2] 1 cancelled"),
                flows.shown(id));
        flows.until(
                "all children have ended",
                () -> runs("item").stream().allMatch(run -> run.state().finished()));
        assertEquals(
                List.of(RunState.CANCELLED, RunState.FAILED, RunState.CANCELLED),
                runs("item").stream().map(WorkflowRun::state).toList());
    }

    @Test
    void aSpawnedRunGoesOnByItself() {
        flows.workflow("other", (workflow, input) -> {
            workflow.sleep("long", Duration.ofDays(1));
            return "done";
        });
        flows.workflow("parent", (workflow, input) -> {
            RunId spawned = workflow.spawn("start", "other", null);
            workflow.sleep("some", Duration.ofHours(1));
            return spawned.text();
        });
        WorkflowEngine engine = flows.started();
        RunId id = flows.start(engine, "parent");
        flows.suspended(id);
        RunId other = only("other").id();
        flows.suspended(other);
        engine.control().cancel(Flows.ANYONE, id);
        flows.finished(id, RunState.CANCELLED);
        assertEquals(RunState.RUNNING, flows.run(other).state());
        flows.clock.advance(Duration.ofDays(1));
        assertEquals(Value.of("done"), flows.finished(other, RunState.COMPLETED).output());
        assertNull(flows.entry(id, "start").error());
        assertEquals(Value.of(other.text()), flows.entry(id, "start").data());
    }

    @Test
    void anAwaitedChildIsCancelledWithItsParent() {
        flows.workflow("grandchild", (workflow, input) -> {
            workflow.sleep("long", Duration.ofDays(1));
            return null;
        });
        flows.workflow("child", (workflow, input) -> workflow.child("below", "grandchild", null, Value.class));
        flows.workflow("parent", (workflow, input) -> workflow.child("below", "child", null, Value.class));
        WorkflowEngine engine = flows.started();
        RunId id = flows.start(engine, "parent");
        RunId grandchild = only("grandchild").id();
        flows.suspended(grandchild);
        engine.control().cancel(Flows.ANYONE, id);
        flows.finished(id, RunState.CANCELLED);
        flows.finished(only("child").id(), RunState.CANCELLED);
        flows.finished(grandchild, RunState.CANCELLED);
        assertEquals(List.of("child below 1 cancelled"), flows.shown(id));
    }
}
