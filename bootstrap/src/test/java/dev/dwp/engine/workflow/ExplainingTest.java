package dev.dwp.engine.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dwp.application.handler.StepOptions;
import dev.dwp.application.port.in.Caller;
import dev.dwp.application.port.in.ExplainRun.RunReason;
import dev.dwp.application.workflow.WorkflowEngine;
import dev.dwp.domain.frame.ErrorCode;
import dev.dwp.domain.frame.Refusal;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.RetryPolicy;
import dev.dwp.domain.session.Tenant;
import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.RunState;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL §5: workflow.explain says why a run does not go on")
class ExplainingTest {
    private static final Tenant SHOP = new Tenant("shop", null);
    private static final Tenant BANK = new Tenant("bank", null);
    private static final Duration HOUR = Duration.ofHours(1);

    private final Flows flows = new Flows();
    private final CountDownLatch gate = new CountDownLatch(1);

    @AfterEach
    void stop() {
        gate.countDown();
        flows.close();
    }

    private static List<RunReason> reasons(WorkflowEngine engine, Caller caller, RunId id) {
        return engine.explaining().explain(caller, id).reasons();
    }

    private static List<String> codes(WorkflowEngine engine, RunId id) {
        return reasons(engine, Flows.ANYONE, id).stream()
                .map(reason -> reason.code().wireName())
                .toList();
    }

    private RunReason only(WorkflowEngine engine, RunId id) {
        List<RunReason> reasons = reasons(engine, Flows.ANYONE, id);
        assertEquals(1, reasons.size(), reasons::toString);
        return reasons.getFirst();
    }

    private void blocking(String name) {
        flows.workflow(name, (workflow, input) -> {
            workflow.step("hold", gate::await);
            return "done";
        });
    }

    @Test
    void aRunSleepsUntilAnInstantAndHasFinishedInTheEnd() {
        flows.workflow("nap", (workflow, input) -> {
            workflow.sleep("nap", HOUR);
            return "slept";
        });
        WorkflowEngine engine = flows.started();
        RunId id = flows.start(engine, "nap");
        flows.suspended(id);
        RunReason reason = only(engine, id);
        assertEquals("sleeping", reason.code().wireName());
        assertEquals("It sleeps at 'nap' until %s.".formatted(Flows.START.plus(HOUR)), reason.message());
        assertEquals("nap", reason.facts().text("step_name"));
        assertEquals(Flows.START.plus(HOUR).toString(), reason.facts().text("until"));
        flows.clock.advance(HOUR);
        flows.finished(id, RunState.COMPLETED);
        assertEquals("completed", only(engine, id).facts().text("state"));
        assertEquals(List.of("finished"), codes(engine, id));
    }

    @Test
    void aRunWaitsForAnEventOfAKey() {
        flows.workflow(
                "wait",
                (workflow, input) ->
                        workflow.waitForEvent("paid", "17", HOUR, Value.class).orElseThrow());
        WorkflowEngine engine = flows.started();
        RunId id = flows.start(engine, "wait");
        flows.suspended(id);
        RunReason reason = only(engine, id);
        assertEquals("waiting_event", reason.code().wireName());
        assertEquals("paid", reason.facts().text("event"));
        assertEquals("17", reason.facts().text("key"));
    }

    @Test
    void aRunWaitsForEachOfItsBranches() {
        flows.workflow("child", (workflow, input) -> {
            workflow.sleep("nap", HOUR);
            return 1;
        });
        flows.workflow(
                "parent",
                (workflow, input) -> workflow.parallel(
                        "both", List.of(() -> workflow.child("one", "child", null, Value.class), () -> {
                            workflow.sleep("two", HOUR);
                            return Value.NULL;
                        })));
        WorkflowEngine engine = flows.started();
        RunId id = flows.start(engine, "parent");
        flows.suspended(id);
        assertEquals(
                List.of("sleeping", "waiting_child"),
                codes(engine, id).stream().sorted().toList());
    }

    @Test
    void aStepWaitsForItsNextAttempt() {
        RetryPolicy policy = new RetryPolicy(3, Duration.ofMinutes(1), 2, HOUR, 0);
        flows.workflow(
                "flaky",
                (workflow, input) -> workflow.step("try", Value.class, StepOptions.ONCE.withRetry(policy), () -> {
                    throw new IllegalStateException("No luck.");
                }));
        WorkflowEngine engine = flows.started();
        RunId id = flows.start(engine, "flaky");
        flows.suspended(id);
        RunReason reason = only(engine, id);
        assertEquals("retry_backoff", reason.code().wireName());
        assertEquals(Value.of(2), reason.facts().member("attempt"));
        assertEquals(Flows.START.plusSeconds(60).toString(), reason.facts().text("until"));
    }

    @Test
    void aRunRunsUntilItsWorkerIsLost() {
        blocking("hold");
        WorkflowEngine engine = flows.started();
        RunId id = flows.start(engine, "hold");
        flows.until("the step runs", () -> flows.shown(id).equals(List.of("step hold 1 running")));
        RunReason reason = only(engine, id);
        assertEquals("running", reason.code().wireName());
        assertEquals("hold", reason.facts().text("step_name"));
    }

    @Test
    void aRunWaitsForAPlaceAndTellsATenantNothingOfOthers() {
        blocking("hold");
        flows.settings(settings -> settings.withConcurrency(2));
        WorkflowEngine engine = flows.started();
        RunId one = flows.startFor(engine, SHOP, "hold");
        RunId other = flows.startFor(engine, BANK, "hold");
        flows.until(
                "both run",
                () -> flows.run(one).claim() != null && flows.run(other).claim() != null);
        RunId third = flows.startFor(engine, SHOP, "hold");
        flows.until("it finds no place", () -> codes(engine, third).equals(List.of("workers_busy", "tenant_share")));
        RunReason all = reasons(engine, Flows.ANYONE, third).getFirst();
        assertEquals(Value.of(2), all.facts().member("running"));
        List<RunReason> told = reasons(engine, Flows.caller(SHOP), third);
        assertEquals(Value.EMPTY, told.getFirst().facts());
        assertEquals(Value.of(1), told.getLast().facts().member("running"));
        Refusal refusal = assertThrows(Refusal.class, () -> reasons(engine, Flows.caller(BANK), third));
        assertEquals(ErrorCode.NOT_FOUND, refusal.code());
    }

    @Test
    void noNodeHasTheCodeOfARun() {
        blocking("hold");
        WorkflowEngine starter = flows.engine();
        RunId id = flows.start(starter, "hold");
        flows.forgetHandlers();
        assertEquals(List.of("no_worker"), codes(flows.engine(), id));
    }

    @Test
    void aCancelledRunCompensates() {
        flows.workflow("saga", (workflow, input) -> {
            workflow.compensate("undo", gate::await);
            workflow.sleep("nap", HOUR);
            return "done";
        });
        WorkflowEngine engine = flows.started();
        RunId id = flows.start(engine, "saga");
        flows.suspended(id);
        engine.control().cancel(Flows.ANYONE, id);
        flows.until("it compensates", () -> flows.shown(id).contains("compensation undo 1 running"));
        RunReason reason = reasons(engine, Flows.ANYONE, id).getFirst();
        assertEquals("compensating", reason.code().wireName());
        assertEquals("undo", reason.facts().text("step_name"));
    }
}
