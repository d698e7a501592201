package dev.dwp.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dwp.application.handler.Workflow;
import dev.dwp.bootstrap.Dispatch;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.RunState;
import dev.dwp.domain.workflow.WorkflowRun;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The README's example of an engine without a server. */
class EmbeddedEngineTest {
    // README: workflow
    record Order(String id, int cents) {}

    static String order(Workflow workflow, Order order) {
        String receipt = workflow.step("charge", String.class, () -> "receipt-" + order.id());
        workflow.compensate("refund", () -> System.out.println("giving back " + receipt));
        Optional<Value> approval = workflow.waitForEvent("approved", order.id(), Duration.ofDays(3), Value.class);
        if (approval.isEmpty()) {
            throw new IllegalStateException("Nobody approved the order " + order.id());
        }
        workflow.sleep("cool-off", Duration.ofMillis(10));
        return receipt;
    }
    // README: end

    @Test
    void runs() throws Exception {
        // README: engine
        WorkflowRun done;
        try (Dispatch dispatch = Dispatch.builder()
                .workflow("order", Order.class, EmbeddedEngineTest::order)
                .start()) {
            RunId run = dispatch.start("order", new Order("A-1", 1999));
            dispatch.publish("approved", true, "A-1", null);
            done = dispatch.await(run, Duration.ofSeconds(10));
        }
        System.out.println(done.state() + ": " + done.output());
        // README: end
        assertEquals(RunState.COMPLETED, done.state());
        assertEquals(Value.of("receipt-A-1"), done.output());
    }
}
