package dev.dwp.engine.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.dwp.application.port.in.StartWorkflow;
import dev.dwp.application.workflow.WorkflowEngine;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.RunState;
import dev.dwp.domain.workflow.WorkflowRun;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL §6: what goes into one commit is stored before anything goes on from it")
class SharedCommitsTest {
    private final Flows flows = new Flows();
    private final CountDownLatch goOn = new CountDownLatch(1);

    @AfterEach
    void stop() {
        goOn.countDown();
        flows.close();
    }

    private static WorkflowRun startedRun(WorkflowEngine engine, String name) {
        return engine.starting()
                .start(Flows.ANYONE, new StartWorkflow.Command(name, Value.NULL, null))
                .run();
    }

    @Test
    void whatAStepReturnedIsStoredBeforeTheNextStepRuns() {
        CompletableFuture<RunId> id = new CompletableFuture<>();
        CompletableFuture<List<String>> stored = new CompletableFuture<>();
        flows.workflow("two", (workflow, input) -> {
            int one = workflow.step("one", Integer.class, () -> 1);
            workflow.step("two", () -> stored.complete(flows.shown(id.join())));
            return one;
        });
        id.complete(flows.start(flows.started(), "two"));
        assertEquals(List.of("step one 1 completed", "step two 1 running"), stored.join());
        assertEquals(Value.of(1), flows.finished(id.join(), RunState.COMPLETED).output());
    }

    @Test
    void whatAStepReturnedIsStoredWhileTheCodeComputes() {
        flows.workflow("slow", (workflow, input) -> {
            workflow.step("one", Integer.class, () -> 1);
            goOn.await();
            return "done";
        });
        RunId id = flows.start(flows.started(), "slow");
        flows.until("the step's end is stored", () -> flows.shown(id).equals(List.of("step one 1 completed")));
        goOn.countDown();
        flows.finished(id, RunState.COMPLETED);
    }

    @Test
    void aRunThatFindsAPlaceIsTakenUpByTheCommitThatStartsIt() {
        flows.workflow("quick", (workflow, input) -> workflow.step("one", Integer.class, () -> 1));
        WorkflowEngine engine = flows.started();
        flows.until("one is taken up as it is started", () -> {
            WorkflowRun run = startedRun(engine, "quick");
            flows.finished(run.id(), RunState.COMPLETED);
            return run.claim() != null;
        });
    }

    @Test
    void aRunThatFindsNoPlaceWaitsForAClaim() {
        flows.settings(settings -> settings.withConcurrency(1));
        flows.workflow("long", (workflow, input) -> {
            workflow.step("one", goOn::await);
            return "done";
        });
        WorkflowEngine engine = flows.started();
        RunId first = flows.start(engine, "long");
        flows.until("the place is taken", () -> engine.heldRuns() == 1);
        WorkflowRun second = startedRun(engine, "long");
        assertNull(second.claim());
        goOn.countDown();
        flows.finished(first, RunState.COMPLETED);
        flows.finished(second.id(), RunState.COMPLETED);
    }
}
