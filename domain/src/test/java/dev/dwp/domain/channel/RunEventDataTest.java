package dev.dwp.domain.channel;

import static dev.dwp.domain.workflow.RunAction.CANCEL;
import static dev.dwp.domain.workflow.RunAction.CLAIM;
import static dev.dwp.domain.workflow.RunAction.COMPLETE;
import static dev.dwp.domain.workflow.RunAction.FAIL;
import static dev.dwp.domain.workflow.RunAction.REPLAY;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dwp.domain.frame.StructBuilder;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.workflow.RunAction;
import dev.dwp.domain.workflow.RunSamples;
import dev.dwp.domain.workflow.StepKind;
import dev.dwp.domain.workflow.TimelineEntry;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The first thing happens to a run at 10:30:00, each further one a second later. */
@DisplayName("PROTOCOL §7.2: what each workflow event carries")
class RunEventDataTest {
    private static final Instant LATER = RunSamples.NOW.plusSeconds(3);

    @Test
    void started() {
        assertEquals(List.of(event("started", "running").build()), told());
        assertEquals(List.of(event("started", "running").build()), told(CLAIM, FAIL, REPLAY));
    }

    @Test
    void stepCompleted() {
        assertEquals(
                List.of(event("step_completed", "running")
                        .put("step_name", "pay")
                        .put("elapsed_ms", 3000)
                        .build()),
                advanced(RunSamples.begun(RunSamples.NOW).completed(Value.of(1), LATER)));
    }

    @Test
    void stepFailed() {
        assertEquals(
                List.of(event("step_failed", "running")
                        .put("step_name", "pay")
                        .put("elapsed_ms", 3000)
                        .put("error", "No.")
                        .build()),
                advanced(RunSamples.begun(RunSamples.NOW).failed("No.", LATER)));
    }

    @Test
    void waiting() {
        assertEquals(
                List.of(event("waiting", "running").put("step_name", "pay").build()),
                advanced(RunSamples.waiting(RunSamples.NOW)));
    }

    @Test
    void theBeginningOfAStepAndItsCancellationAreNotTold() {
        assertEquals(List.of(), advanced(RunSamples.begun(RunSamples.NOW)));
        assertEquals(List.of(), advanced(RunSamples.begun(RunSamples.NOW).cancelled(LATER)));
    }

    @Test
    void aParallelThatWaitsForItsBranchesIsNotTold() {
        TimelineEntry.Place place = new TimelineEntry.Place(RunSamples.ID, 1, "both", null);
        assertEquals(List.of(), advanced(TimelineEntry.waiting(place, StepKind.PARALLEL, null, RunSamples.NOW)));
    }

    @Test
    void completed() {
        assertEquals(
                List.of(event("completed", "completed")
                        .put("elapsed_ms", 2000)
                        .put("final", true)
                        .build()),
                told(CLAIM, COMPLETE));
    }

    @Test
    void failed() {
        assertEquals(
                List.of(event("failed", "failed")
                        .put("elapsed_ms", 2000)
                        .put("error", "FAIL")
                        .put("final", true)
                        .build()),
                told(CLAIM, FAIL));
    }

    @Test
    void cancelled() {
        assertEquals(
                List.of(event("cancelled", "cancelled")
                        .put("elapsed_ms", 1000)
                        .put("final", true)
                        .build()),
                told(CANCEL));
    }

    @Test
    void cancelledSaysWhatItsCompensationsFailedWith() {
        assertEquals(
                "No refund.",
                RunEvent.tellOf(RunSamples.after().run().cancel("No refund.", LATER))
                        .getLast()
                        .data()
                        .text("error"));
    }

    private static List<Value.Struct> told(RunAction... actions) {
        return RunEvent.tellOf(RunSamples.after(actions)).stream()
                .map(RunEvent::data)
                .toList();
    }

    private static List<Value.Struct> advanced(TimelineEntry entry) {
        return RunEvent.tellOf(RunSamples.after(CLAIM).run().advance(entry, LATER)).stream()
                .map(RunEvent::data)
                .toList();
    }

    private static StructBuilder event(String type, String state) {
        return Value.struct()
                .put("type", "workflow." + type)
                .put("topic", "workflow:" + RunSamples.ID)
                .put("run_id", RunSamples.ID.text())
                .put("name", "order")
                .put("state", state)
                .put("scope_app_id", "app")
                .put("scope_org_id", "org");
    }
}
