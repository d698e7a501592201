package dev.dwp.engine.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.dwp.application.handler.EventSpec;
import dev.dwp.application.handler.ReceivedEvents;
import dev.dwp.application.port.in.PublishSignal;
import dev.dwp.application.workflow.WorkflowEngine;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.workflow.Await;
import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.RunState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL §6: a run waits for events and for time")
class WaitsTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private final Flows flows = new Flows();

    record Payment(String id, int amount) {}

    @AfterEach
    void stop() {
        flows.close();
    }

    @Test
    void anEventWakesTheRunThatWaitsForIt() {
        flows.workflow(
                "pay",
                (workflow, input) -> workflow.waitForEvent("paid", null, HOUR, Payment.class)
                        .map(Payment::amount)
                        .orElse(-1));
        WorkflowEngine engine = flows.started();
        RunId id = flows.start(engine, "pay");
        flows.suspended(id);
        assertEquals(List.of("wait paid 1 waiting"), flows.shown(id));
        flows.publish(
                engine, "paid", Value.struct().put("id", "p").put("amount", 7).build());
        assertEquals(Value.of(7), flows.finished(id, RunState.COMPLETED).output());
        assertEquals(
                List.of(
                        "workflow.started",
                        "workflow.waiting paid",
                        "workflow.step_completed paid",
                        "workflow.completed"),
                flows.told(id));
    }

    @Test
    void anEventThatCameBeforeIsKeptForTheFirstThatWaits() {
        flows.workflow(
                "pay",
                (workflow, input) ->
                        workflow.waitForEvent("paid", null, HOUR, Value.class).orElseThrow());
        WorkflowEngine engine = flows.started();
        flows.publish(engine, "paid", Value.of(1));
        flows.publish(engine, "paid", Value.of(2));
        RunId first = flows.start(engine, "pay");
        assertEquals(Value.of(1), flows.finished(first, RunState.COMPLETED).output());
        RunId second = flows.start(engine, "pay");
        assertEquals(Value.of(2), flows.finished(second, RunState.COMPLETED).output());
        RunId third = flows.start(engine, "pay");
        flows.suspended(third);
    }

    @Test
    void theLongestWaitingIsWokenAndNoOther() {
        flows.workflow(
                "pay",
                (workflow, input) ->
                        workflow.waitForEvent("paid", null, HOUR, Value.class).orElseThrow());
        WorkflowEngine engine = flows.started();
        RunId first = flows.start(engine, "pay");
        flows.suspended(first);
        flows.clock.advance(Duration.ofSeconds(1));
        RunId second = flows.start(engine, "pay");
        flows.suspended(second);
        flows.publish(engine, "paid", Value.of("x"));
        flows.finished(first, RunState.COMPLETED);
        assertEquals(RunState.RUNNING, flows.run(second).state());
    }

    @Test
    void aRunThatWaitsWithAKeyIsWokenByThatKeyOnly() {
        flows.workflow(
                "pay",
                (workflow, input) ->
                        workflow.waitForEvent("paid", "k", HOUR, Value.class).orElseThrow());
        WorkflowEngine engine = flows.started();
        RunId id = flows.start(engine, "pay");
        flows.suspended(id);
        flows.publish(engine, "paid", Value.of("without"));
        engine.publishing()
                .publish(Flows.ANYONE, new PublishSignal.Command("paid", Value.of("other"), "j", null, null));
        assertEquals(RunState.RUNNING, flows.run(id).state());
        engine.publishing().publish(Flows.ANYONE, new PublishSignal.Command("paid", Value.of("this"), "k", null, null));
        assertEquals(Value.of("this"), flows.finished(id, RunState.COMPLETED).output());
    }

    @Test
    void aWaitEndsWhenItsTimeIsUp() {
        flows.workflow(
                "pay",
                (workflow, input) ->
                        workflow.waitForEvent("paid", null, HOUR, Value.class).isPresent());
        WorkflowEngine engine = flows.started();
        RunId id = flows.start(engine, "pay");
        flows.suspended(id);
        flows.clock.advance(HOUR.minusMillis(1));
        assertEquals(RunState.RUNNING, flows.run(id).state());
        flows.clock.advance(Duration.ofMillis(1));
        assertEquals(Value.of(false), flows.finished(id, RunState.COMPLETED).output());
        assertNull(flows.entry(id, "paid").data());
        flows.publish(engine, "paid", Value.of("late"));
        assertEquals(Value.of(false), flows.run(id).output());
    }

    @Test
    void aTimeOfZeroStillTakesWhatHasCome() {
        flows.workflow(
                "poll",
                (workflow, input) -> workflow.waitForEvent("paid", null, Duration.ZERO, Value.class)
                        .orElse(Value.of("nothing")));
        WorkflowEngine engine = flows.started();
        assertEquals(
                Value.of("nothing"),
                flows.finished(flows.start(engine, "poll"), RunState.COMPLETED).output());
        flows.publish(engine, "paid", Value.of("something"));
        assertEquals(
                Value.of("something"),
                flows.finished(flows.start(engine, "poll"), RunState.COMPLETED).output());
    }

    @Test
    void aSleepEndsAtItsDeadline() {
        flows.workflow("nap", (workflow, input) -> {
            workflow.sleep("first", Duration.ofMinutes(1));
            workflow.sleep("second", Duration.ofMinutes(2));
            return "awake";
        });
        WorkflowEngine engine = flows.started();
        RunId id = flows.start(engine, "nap");
        flows.suspended(id);
        assertEquals(
                new Await.ForTime(Flows.START.plusSeconds(60)),
                flows.entry(id, "first").awaits());
        flows.clock.advance(Duration.ofMinutes(1));
        flows.until("the second sleep has begun", () -> flows.shown(id).size() == 2);
        flows.suspended(id);
        flows.clock.advance(Duration.ofMinutes(2));
        assertEquals(Value.of("awake"), flows.finished(id, RunState.COMPLETED).output());
        assertEquals(List.of("sleep first 1 completed", "sleep second 1 completed"), flows.shown(id));
    }

    @Test
    void waitsForAllOfSeveralEvents() {
        EventSpec<Payment> paid = EventSpec.of("paid", Payment.class);
        EventSpec<String> packed = EventSpec.of("packed", String.class);
        flows.workflow("ship", (workflow, input) -> {
            ReceivedEvents events = workflow.waitForAll("both", List.of(paid, packed), HOUR);
            return events.payload(packed).orElseThrow()
                    + events.payload(paid).orElseThrow().amount();
        });
        WorkflowEngine engine = flows.started();
        RunId id = flows.start(engine, "ship");
        flows.suspended(id);
        flows.publish(engine, "packed", Value.of("box"));
        flows.publish(engine, "packed", Value.of("kept for another"));
        assertEquals(RunState.RUNNING, flows.run(id).state());
        flows.suspended(id);
        assertEquals(List.of("wait both[0] 1 waiting", "wait both[1] 1 completed"), flows.shown(id));
        flows.publish(
                engine, "paid", Value.struct().put("id", "p").put("amount", 7).build());
        assertEquals(Value.of("box7"), flows.finished(id, RunState.COMPLETED).output());
    }

    @Test
    void waitsForAnyOfSeveralEventsAndLeavesTheOthersToOthers() {
        EventSpec<Value> yes = EventSpec.of("yes", Value.class);
        EventSpec<Value> no = EventSpec.of("no", Value.class).withKey("k");
        flows.workflow("ask", (workflow, input) -> {
            ReceivedEvents events = workflow.waitForAny("answer", List.of(yes, no), HOUR);
            return events.has(no) + " " + events.payload(yes).isPresent() + " " + events.count();
        });
        WorkflowEngine engine = flows.started();
        RunId id = flows.start(engine, "ask");
        flows.suspended(id);
        engine.publishing().publish(Flows.ANYONE, new PublishSignal.Command("no", Value.of("n"), "k", null, null));
        flows.publish(engine, "yes", Value.of("kept"));
        assertEquals(
                Value.of("true false 1"), flows.finished(id, RunState.COMPLETED).output());
        assertEquals(List.of("wait answer[0] 1 cancelled", "wait answer[1] 1 completed"), flows.shown(id));
        RunId next = flows.start(engine, "ask");
        assertEquals(
                Value.of("false true 1"),
                flows.finished(next, RunState.COMPLETED).output());
    }

    @Test
    void whatHasComeBeforeTheTimeIsUpIsThere() {
        EventSpec<String> one = EventSpec.of("one", String.class);
        EventSpec<String> two = EventSpec.of("two", String.class);
        flows.workflow("both", (workflow, input) -> {
            ReceivedEvents events = workflow.waitForAll("both", List.of(one, two), HOUR);
            return Optional.of(events.payload(one).orElse("-")).get()
                    + events.payload(two).orElse("-");
        });
        WorkflowEngine engine = flows.started();
        RunId id = flows.start(engine, "both");
        flows.suspended(id);
        flows.publish(engine, "two", Value.of("2"));
        flows.clock.advance(HOUR);
        assertEquals(Value.of("-2"), flows.finished(id, RunState.COMPLETED).output());
    }
}
