package dev.dwp.engine.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.application.handler.EventSpec;
import dev.dwp.application.port.in.PublishSignal;
import dev.dwp.application.port.in.StartWorkflow;
import dev.dwp.application.port.out.Change;
import dev.dwp.application.port.out.Changeset;
import dev.dwp.application.port.out.CommitInDoubt;
import dev.dwp.application.port.out.Commits;
import dev.dwp.application.port.out.SignalStore;
import dev.dwp.application.port.out.Store;
import dev.dwp.application.workflow.WorkflowEngine;
import dev.dwp.domain.channel.Cursor;
import dev.dwp.domain.frame.ErrorCode;
import dev.dwp.domain.frame.Refusal;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.id.Base32Id;
import dev.dwp.domain.job.IdempotencyKey;
import dev.dwp.domain.session.Tenant;
import dev.dwp.domain.workflow.Await;
import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.RunState;
import dev.dwp.domain.workflow.Signal;
import dev.dwp.domain.workflow.SignalId;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL §6: an event and a wait meet, whichever comes first")
class RendezvousTest {
    private static final Duration DAY = Duration.ofDays(1);
    private final Flows flows = new Flows();

    @AfterEach
    void stop() {
        flows.close();
    }

    private void waitingFor(String event) {
        flows.workflow(
                "wait",
                (workflow, input) ->
                        workflow.waitForEvent(event, null, DAY, Value.class).orElseThrow());
    }

    private Optional<Signal> kept(RunId run, String name) {
        return flows.store.signals().oldestKept(flows.run(run), new Await.ForSignal(name, null, null));
    }

    @Test
    void aSignalThatIsKeptJustBeforeTheWaitIsStoredIsFoundAllTheSame() {
        AtomicBoolean between = new AtomicBoolean(true);
        Store tricky = interposed(flows.store, () -> {
            if (between.getAndSet(false)) {
                Signal signal = new Signal(
                        new SignalId("sig_" + Base32Id.encode(1, 1)),
                        "go",
                        null,
                        Value.of("just before"),
                        Tenant.NONE,
                        null,
                        Flows.START);
                flows.store.commits().commit(Changeset.of(Flows.START, new Change.SignalKept(signal)));
            }
        });
        waitingFor("go");
        WorkflowEngine engine = flows.engine(tricky);
        engine.start();
        RunId id = flows.start(engine, "wait");
        assertEquals(
                Value.of("just before"), flows.finished(id, RunState.COMPLETED).output());
    }

    /** A store whose signals are looked for, and then something happens before the answer is used. */
    private static Store interposed(Store store, Runnable afterLook) {
        SignalStore signals = proxy(SignalStore.class, store.signals(), "oldestKept", afterLook, null);
        return proxy(Store.class, store, "signals", () -> {}, signals);
    }

    private static <T> T proxy(Class<T> type, T real, String method, Runnable after, Object instead) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, called, arguments) -> {
                    try {
                        Object result = called.invoke(real, arguments);
                        if (!called.getName().equals(method)) {
                            return result;
                        }
                        after.run();
                        return instead == null ? result : instead;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    @Test
    void aHandOverInDoubtIsRecognisedAndReachesNoOtherRun() {
        AtomicBoolean doubt = new AtomicBoolean();
        Commits doubtful = changes -> {
            Cursor head = flows.store.commits().commit(changes);
            if (doubt.getAndSet(false)) {
                throw new CommitInDoubt("Nobody knows.", new IllegalStateException("as the test wants it"));
            }
            return head;
        };
        waitingFor("go");
        WorkflowEngine engine = flows.engine(proxy(Store.class, flows.store, "commits", () -> {}, doubtful));
        engine.start();
        RunId first = flows.start(engine, "wait");
        flows.suspended(first);
        RunId second = flows.start(engine, "wait");
        flows.suspended(second);
        doubt.set(true);
        flows.publish(engine, "go", Value.of("once"));
        assertEquals(Value.of("once"), flows.finished(first, RunState.COMPLETED).output());
        assertEquals(RunState.RUNNING, flows.run(second).state());
    }

    /** A key that another call has just taken ends in the same doubt, and then names that call's run. */
    @Test
    void aStartInDoubtWhoseKeyAnotherCallTookAnswersWithThatCallsRun() {
        AtomicReference<RunId> quicker = new AtomicReference<>();
        waitingFor("go");
        WorkflowEngine other = flows.engine(flows.store);
        StartWorkflow.Command once = new StartWorkflow.Command("wait", Value.NULL, new IdempotencyKey("once"));
        Commits doubtful = changes -> {
            quicker.set(other.starting().start(Flows.ANYONE, once).run().id());
            throw new CommitInDoubt("Nobody knows.", new IllegalStateException("as the test wants it"));
        };
        WorkflowEngine engine = flows.engine(proxy(Store.class, flows.store, "commits", () -> {}, doubtful));
        StartWorkflow.Started answered = engine.starting().start(Flows.ANYONE, once);
        assertEquals(quicker.get(), answered.run().id());
        assertFalse(answered.created());
        StartWorkflow.Command unlike = new StartWorkflow.Command("wait", Value.of(1), new IdempotencyKey("other"));
        Commits othersInput = changes -> {
            other.starting().start(Flows.ANYONE, new StartWorkflow.Command("wait", Value.of(2), unlike.key()));
            throw new CommitInDoubt("Nobody knows.", new IllegalStateException("as the test wants it"));
        };
        WorkflowEngine late = flows.engine(proxy(Store.class, flows.store, "commits", () -> {}, othersInput));
        Refusal refusal = assertThrows(Refusal.class, () -> late.starting().start(Flows.ANYONE, unlike));
        assertEquals(ErrorCode.CONFLICT, refusal.code());
    }

    @Test
    void aStartAndAnEventWithADedupInDoubtAreLookedUpAndAnswered() {
        AtomicBoolean doubt = new AtomicBoolean();
        Commits doubtful = changes -> {
            Cursor head = flows.store.commits().commit(changes);
            if (doubt.getAndSet(false)) {
                throw new CommitInDoubt("Nobody knows.", new IllegalStateException("as the test wants it"));
            }
            return head;
        };
        waitingFor("go");
        WorkflowEngine engine = flows.engine(proxy(Store.class, flows.store, "commits", () -> {}, doubtful));
        doubt.set(true);
        RunId run = flows.start(engine, "wait");
        assertEquals(RunState.RUNNING, flows.run(run).state());
        PublishSignal.Command once =
                new PublishSignal.Command("go", Value.of("once"), null, null, new IdempotencyKey("once"));
        doubt.set(true);
        SignalId first = engine.publishing().publish(Flows.ANYONE, once);
        assertEquals(first, engine.publishing().publish(Flows.ANYONE, once));
        engine.start();
        assertEquals(Value.of("once"), flows.finished(run, RunState.COMPLETED).output());
    }

    @Test
    void aRunThatIsToBeCancelledTakesNoEvent() throws InterruptedException {
        waitingFor("go");
        WorkflowEngine engine = flows.started();
        RunId first = flows.start(engine, "wait");
        flows.suspended(first);
        engine.stop(Duration.ZERO);
        engine.control().cancel(Flows.ANYONE, first);
        assertEquals(List.of("wait go 1 cancelled"), flows.shown(first));
        flows.publish(engine, "go", Value.of("for another"));
        assertTrue(kept(first, "go").isPresent());
        WorkflowEngine next = flows.started();
        flows.finished(first, RunState.CANCELLED);
        RunId second = flows.start(next, "wait");
        assertEquals(
                Value.of("for another"),
                flows.finished(second, RunState.COMPLETED).output());
    }

    @Test
    void theFirstOfAnyOfSeveralEventsLeavesTheOthersKeptAtOnce() throws InterruptedException {
        EventSpec<Value> yes = EventSpec.of("yes", Value.class);
        EventSpec<Value> no = EventSpec.of("no", Value.class);
        flows.workflow(
                "ask",
                (workflow, input) ->
                        workflow.waitForAny("answer", List.of(yes, no), DAY).has(no));
        WorkflowEngine engine = flows.started();
        RunId id = flows.start(engine, "ask");
        flows.suspended(id);
        engine.stop(Duration.ZERO);
        flows.publish(engine, "no", Value.of("n"));
        flows.publish(engine, "yes", Value.of("y"));
        assertEquals(List.of("wait answer[0] 1 cancelled", "wait answer[1] 1 completed"), flows.shown(id));
        assertTrue(kept(id, "yes").isPresent());
        flows.started();
        assertEquals(Value.of(true), flows.finished(id, RunState.COMPLETED).output());
    }

    @Test
    void allOfSeveralEventsWakeTheRunOnceWithTheLast() throws InterruptedException {
        EventSpec<Value> one = EventSpec.of("one", Value.class);
        EventSpec<Value> two = EventSpec.of("two", Value.class);
        flows.workflow(
                "both",
                (workflow, input) ->
                        workflow.waitForAll("both", List.of(one, two), DAY).count());
        WorkflowEngine engine = flows.started();
        RunId id = flows.start(engine, "both");
        flows.suspended(id);
        engine.stop(Duration.ZERO);
        flows.publish(engine, "one", Value.of(1));
        assertEquals(Flows.START.plus(DAY), flows.run(id).wakeAt());
        flows.publish(engine, "two", Value.of(2));
        assertEquals(Flows.START, flows.run(id).wakeAt());
        flows.started();
        assertEquals(Value.of(2), flows.finished(id, RunState.COMPLETED).output());
    }

    @Test
    void twoBranchesThatWaitForTheSameEventEachTakeOne() {
        flows.workflow(
                "two",
                (workflow, input) -> workflow.parallel(
                        "two",
                        List.of(
                                () -> workflow.waitForEvent("first", "go", null, DAY, Value.class)
                                        .orElseThrow(),
                                () -> workflow.waitForEvent("second", "go", null, DAY, Value.class)
                                        .orElseThrow())));
        WorkflowEngine engine = flows.started();
        flows.publish(engine, "go", Value.of("a"));
        flows.publish(engine, "go", Value.of("b"));
        RunId id = flows.start(engine, "two");
        Value output = flows.finished(id, RunState.COMPLETED).output();
        assertTrue(
                output.equals(new Value.Array(List.of(Value.of("a"), Value.of("b"))))
                        || output.equals(new Value.Array(List.of(Value.of("b"), Value.of("a")))),
                String.valueOf(output));
    }

    @Test
    @DisplayName("PROTOCOL §5: an event is published once under its dedup, also where a run has had it")
    void anEventIsPublishedOnceUnderItsDedup() {
        waitingFor("go");
        WorkflowEngine engine = flows.started();
        RunId first = flows.start(engine, "wait");
        flows.until(
                "it waits",
                () -> flows.store.signals().longestWaiting(signal("go")).isPresent());
        PublishSignal.Command once =
                new PublishSignal.Command("go", Value.of("x"), null, null, new IdempotencyKey("order-17"));
        SignalId id = engine.publishing().publish(Flows.ANYONE, once);
        flows.finished(first, RunState.COMPLETED);
        assertEquals(id, engine.publishing().publish(Flows.ANYONE, once));
        RunId second = flows.start(engine, "wait");
        flows.until(
                "it waits",
                () -> flows.store.signals().longestWaiting(signal("go")).isPresent());
        assertEquals(id, engine.publishing().publish(Flows.ANYONE, once));
        assertEquals(RunState.RUNNING, flows.run(second).state());
        PublishSignal.Command other =
                new PublishSignal.Command("go", Value.of("y"), null, null, new IdempotencyKey("order-17"));
        Refusal refusal = assertThrows(Refusal.class, () -> engine.publishing().publish(Flows.ANYONE, other));
        assertEquals(ErrorCode.CONFLICT, refusal.code());
        flows.clock.advance(IdempotencyKey.REMEMBERED.minusMinutes(1));
        assertEquals(id, engine.publishing().publish(Flows.ANYONE, once));
    }

    private static Signal signal(String name) {
        return new Signal(
                new SignalId("sig_" + Base32Id.encode(1, 1)), name, null, Value.NULL, Tenant.NONE, null, Flows.START);
    }
}
