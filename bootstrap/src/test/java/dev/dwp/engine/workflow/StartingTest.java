package dev.dwp.engine.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.application.handler.WorkflowDefinition;
import dev.dwp.application.port.in.Caller;
import dev.dwp.application.port.in.ListRuns;
import dev.dwp.application.port.in.PublishSignal;
import dev.dwp.application.port.in.StartWorkflow;
import dev.dwp.application.workflow.WorkflowEngine;
import dev.dwp.domain.frame.ErrorCode;
import dev.dwp.domain.frame.Refusal;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.IdempotencyKey;
import dev.dwp.domain.session.Tenant;
import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.RunState;
import dev.dwp.domain.workflow.WorkflowRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL §4.3, §5: runs are started, found and kept apart")
class StartingTest {
    private static final Caller SHOP = Flows.caller(new Tenant("shop", "north"));
    private static final Caller SHOP_WIDE = Flows.caller(new Tenant("shop", null));
    private static final Caller OTHER = Flows.caller(new Tenant("other", null));
    private final Flows flows = new Flows();

    record Order(String id, List<Integer> counts) {}

    @AfterEach
    void stop() {
        flows.close();
    }

    private static StartWorkflow.Command command(String name, Value input, @Nullable String key) {
        return new StartWorkflow.Command(name, input, key == null ? null : new IdempotencyKey(key));
    }

    private static ErrorCode refused(Runnable call) {
        return assertThrows(Refusal.class, call::run).code();
    }

    private WorkflowEngine waiting() {
        flows.workflow(
                "wait",
                (workflow, input) -> workflow.waitForEvent("go", null, Duration.ofDays(1), Value.class)
                        .orElseThrow());
        return flows.started();
    }

    @Test
    void anUnknownNameIsNotFound() {
        WorkflowEngine engine = waiting();
        assertEquals(
                ErrorCode.NOT_FOUND,
                refused(() -> engine.starting().start(SHOP, command("nothing", Value.NULL, null))));
    }

    @Test
    void anInputThatDoesNotFitIsRefusedWithItsPath() {
        flows.with(handlers ->
                handlers.workflow(WorkflowDefinition.of("order", Order.class, (workflow, order) -> order.id())));
        WorkflowEngine engine = flows.started();
        Value wrong = Value.struct()
                .put("id", "o")
                .put("counts", List.of(Value.of(1), Value.of("two")))
                .build();
        Refusal refusal =
                assertThrows(Refusal.class, () -> engine.starting().start(SHOP, command("order", wrong, null)));
        assertEquals(ErrorCode.BAD_REQUEST, refusal.code());
        assertEquals("$.counts[1]", refusal.body().details());
        assertEquals(
                ErrorCode.BAD_REQUEST,
                refused(() -> engine.starting().start(SHOP, command("order", Value.NULL, null))));
    }

    @Test
    void anInputSentAsATextThatHoldsJsonIsDecodedOnce() {
        flows.with(handlers ->
                handlers.workflow(WorkflowDefinition.of("order", Order.class, (workflow, order) -> order.id())));
        flows.with(handlers ->
                handlers.workflow(WorkflowDefinition.of("text", String.class, (workflow, text) -> text.length())));
        WorkflowEngine engine = flows.started();
        String json = "{\"id\":\"o-1\",\"counts\":[1]}";
        WorkflowRun order = engine.starting()
                .start(SHOP, command("order", Value.of(json), null))
                .run();
        assertTrue(order.spec().input() instanceof Value.Struct);
        assertEquals(
                Value.of("o-1"), flows.finished(order.id(), RunState.COMPLETED).output());
        WorkflowRun text = engine.starting()
                .start(SHOP, command("text", Value.of(json), null))
                .run();
        assertEquals(
                Value.of(json.length()),
                flows.finished(text.id(), RunState.COMPLETED).output());
    }

    @Test
    @DisplayName("PROTOCOL §5: the same key names the same run until 24 hours after its end")
    void theSameKeyNamesTheSameRunForADayAfterItsEnd() {
        WorkflowEngine engine = waiting();
        StartWorkflow.Started first = engine.starting().start(SHOP, command("wait", Value.of(1), "k"));
        StartWorkflow.Started again = engine.starting().start(SHOP, command("wait", Value.of(1), "k"));
        assertTrue(first.created());
        assertFalse(again.created());
        assertEquals(first.run().id(), again.run().id());
        assertEquals(
                ErrorCode.CONFLICT, refused(() -> engine.starting().start(SHOP, command("wait", Value.of(2), "k"))));
        assertTrue(engine.starting()
                .start(OTHER, command("wait", Value.of(2), "k"))
                .created());
        flows.clock.advance(Duration.ofDays(3));
        assertEquals(
                first.run().id(),
                engine.starting()
                        .start(SHOP, command("wait", Value.of(1), "k"))
                        .run()
                        .id());
        engine.control().cancel(SHOP, first.run().id());
        flows.finished(first.run().id(), RunState.CANCELLED);
        flows.clock.advance(IdempotencyKey.REMEMBERED);
        assertFalse(
                engine.starting().start(SHOP, command("wait", Value.of(1), "k")).created());
        flows.clock.advance(Duration.ofMillis(1));
        assertTrue(
                engine.starting().start(SHOP, command("wait", Value.of(2), "k")).created());
    }

    @Test
    void manyAtOnceWithTheSameKeyMakeOneRun() throws Exception {
        WorkflowEngine engine = waiting();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<StartWorkflow.Started>> starts = IntStream.range(0, 50)
                    .<Callable<StartWorkflow.Started>>mapToObj(i ->
                            () -> engine.starting().start(SHOP, command("wait", Value.of(1), "k")))
                    .toList();
            List<StartWorkflow.Started> started = new ArrayList<>();
            for (Future<StartWorkflow.Started> future : threads.invokeAll(starts)) {
                started.add(future.get());
            }
            assertEquals(
                    1, started.stream().filter(StartWorkflow.Started::created).count());
            assertEquals(
                    1, started.stream().map(one -> one.run().id()).distinct().count());
        }
    }

    @Test
    void newRunsBeginWithTheLatestVersionAndOldOnesKeepTheirs() {
        flows.with(handlers -> handlers.workflow(new WorkflowDefinition("wait", 1, Value.class, (workflow, input) -> {
            workflow.sleep("nap", Duration.ofHours(1));
            return "one";
        })));
        WorkflowEngine old = flows.started();
        RunId first = flows.start(old, "wait");
        flows.suspended(first);
        flows.with(handlers -> handlers.workflow(new WorkflowDefinition("wait", 2, Value.class, (workflow, input) -> {
            workflow.sleep("other", Duration.ofHours(1));
            return "two of " + workflow.version();
        })));
        WorkflowEngine both = flows.started();
        RunId second = flows.start(both, "wait");
        flows.suspended(second);
        flows.clock.advance(Duration.ofHours(1));
        assertEquals(Value.of("one"), flows.finished(first, RunState.COMPLETED).output());
        assertEquals(
                Value.of("two of 2"), flows.finished(second, RunState.COMPLETED).output());
        assertEquals(2, flows.run(second).spec().version());
    }

    @Test
    void aRunOfAVersionThatNobodyKnowsWaits() {
        flows.workflow("wait", (workflow, input) -> "done");
        WorkflowEngine starter = flows.engine();
        RunId id = flows.start(starter, "wait");
        flows.forgetHandlers().workflow("another", (workflow, input) -> "another");
        WorkflowEngine ignorant = flows.started();
        flows.finished(flows.start(ignorant, "another"), RunState.COMPLETED);
        assertEquals(RunState.RUNNING, flows.run(id).state());
        assertEquals(List.of(), flows.shown(id));
        flows.forgetHandlers().workflow("wait", (workflow, input) -> "done");
        flows.started();
        flows.finished(id, RunState.COMPLETED);
    }

    @Test
    void whatACallerMayNotSeeDoesNotExist() {
        WorkflowEngine engine = waiting();
        RunId id = engine.starting()
                .start(SHOP, command("wait", Value.NULL, null))
                .run()
                .id();
        flows.suspended(id);
        for (Runnable call : List.<Runnable>of(
                () -> engine.reading().get(OTHER, id),
                () -> engine.reading().snapshot(OTHER, id),
                () -> engine.reading().timeline(OTHER, id),
                () -> engine.control().cancel(OTHER, id),
                () -> engine.control().replay(OTHER, id, "go"),
                () -> engine.publishing()
                        .publish(OTHER, new PublishSignal.Command("go", Value.NULL, null, id, null)))) {
            assertEquals(ErrorCode.NOT_FOUND, refused(call));
        }
        ListRuns.Filter all = new ListRuns.Filter(null, null);
        assertEquals(List.of(), engine.listing().list(OTHER, all, null, 10));
        assertEquals(1, engine.listing().list(SHOP_WIDE, all, null, 10).size());
        assertEquals(1, engine.listing().list(Flows.ANYONE, all, null, 10).size());
        assertEquals(1, engine.reading().timeline(SHOP_WIDE, id).size());
    }

    @Test
    void anEventReachesRunsOfItsTenantOnly() {
        WorkflowEngine engine = waiting();
        RunId shops = engine.starting()
                .start(SHOP, command("wait", Value.NULL, null))
                .run()
                .id();
        RunId nobodys = engine.starting()
                .start(Flows.ANYONE, command("wait", Value.NULL, null))
                .run()
                .id();
        flows.suspended(shops);
        flows.suspended(nobodys);
        PublishSignal.Command go = new PublishSignal.Command("go", Value.of("x"), null, null, null);
        engine.publishing().publish(OTHER, go);
        engine.publishing().publish(SHOP_WIDE, go);
        assertEquals(RunState.RUNNING, flows.run(shops).state());
        assertEquals(RunState.RUNNING, flows.run(nobodys).state());
        engine.publishing().publish(Flows.ANYONE, go);
        flows.finished(nobodys, RunState.COMPLETED);
        assertEquals(RunState.RUNNING, flows.run(shops).state());
        engine.publishing().publish(SHOP, go);
        flows.finished(shops, RunState.COMPLETED);
    }

    @Test
    void anEventForOneRunReachesThatRunOnly() {
        WorkflowEngine engine = waiting();
        List<RunId> ids = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ids.add(engine.starting()
                    .start(SHOP, command("wait", Value.NULL, null))
                    .run()
                    .id());
            flows.suspended(ids.getLast());
            flows.clock.advance(Duration.ofSeconds(1));
        }
        engine.publishing()
                .publish(Flows.ANYONE, new PublishSignal.Command("go", Value.of("x"), null, ids.get(1), null));
        flows.finished(ids.get(1), RunState.COMPLETED);
        assertEquals(RunState.RUNNING, flows.run(ids.get(0)).state());
        assertEquals(RunState.RUNNING, flows.run(ids.get(2)).state());
    }
}
