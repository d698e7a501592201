package dev.dwp.engine.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dwp.application.workflow.WorkflowEngine;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.RunState;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepsTest {
    @Test
    void stepsRunOneAfterTheOtherAndTheLastResultIsTheOutput() {
        try (Flows flows = new Flows()) {
            flows.workflow("sum", (workflow, input) -> {
                int one = workflow.step("one", Integer.class, () -> 1);
                int two = workflow.step("two", Integer.class, () -> one + 1);
                return one + two;
            });
            WorkflowEngine engine = flows.started();
            RunId id = flows.start(engine, "sum");
            assertEquals(Value.of(3), flows.finished(id, RunState.COMPLETED).output());
            assertEquals(List.of("step one 1 completed", "step two 1 completed"), flows.shown(id));
            assertEquals(
                    List.of(
                            "workflow.started",
                            "workflow.step_completed one",
                            "workflow.step_completed two",
                            "workflow.completed"),
                    flows.told(id));
        }
    }
}
