package dev.dwp.engine.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.application.port.out.RunQuery;
import dev.dwp.application.workflow.WorkflowEngine;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.session.Tenant;
import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.RunState;
import dev.dwp.domain.workflow.WorkflowRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL §5: a cancellation is answered when it holds")
class CancellingTest {
    private final Flows flows = new Flows();
    private final List<String> ran = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch there = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);

    @AfterEach
    void stop() {
        end.countDown();
        flows.close();
    }

    private List<WorkflowRun> runs(String name) {
        return flows.store.runs().list(new RunQuery(Tenant.NONE, null, name, null, 100_000));
    }

    private void cancel(WorkflowEngine engine, RunId id) {
        engine.control().cancel(Flows.ANYONE, id);
    }

    private RunId waiting(WorkflowEngine engine, String name) {
        RunId id = flows.start(engine, name);
        flows.until("it waits", () -> !flows.shown(id).isEmpty());
        flows.suspended(id);
        return id;
    }

    /** Takes the only place for good. */
    private void fillThePlaces(WorkflowEngine engine) throws Exception {
        flows.start(engine, "busy");
        assertTrue(there.await(30, TimeUnit.SECONDS));
    }

    private Flows onePlace() {
        return flows.settings(settings -> settings.withConcurrency(1)).workflow("busy", (workflow, input) -> {
            workflow.step("busy", () -> {
                there.countDown();
                end.await();
            });
            return null;
        });
    }

    @Test
    void noChildBeginsThatHadNotBegunWhenItsParentIsCancelled() {
        flows.settings(settings -> settings.withConcurrency(1));
        flows.workflow("item", (workflow, input) -> {
            workflow.step("process", () -> {
                ran.add("item");
                there.countDown();
                end.await();
            });
            return null;
        });
        flows.workflow("batch", (workflow, input) -> {
            workflow.children("items", "item", IntStream.range(0, 250).boxed().toList(), Value.class);
            workflow.step("finalize", () -> ran.add("finalize"));
            return null;
        });
        WorkflowEngine engine = flows.started();
        RunId id = flows.start(engine, "batch");
        flows.until("a child works", () -> there.getCount() == 0);
        flows.until("all have been started", () -> runs("item").size() == 250);
        cancel(engine, id);
        assertEquals(RunState.CANCELLED, flows.run(id).state());
        assertTrue(runs("item").stream().allMatch(run -> run.state().finished() || run.cancelRequested()));
        flows.until("all have ended", () -> runs("item").stream().allMatch(run -> run.state() == RunState.CANCELLED));
        assertEquals(List.of("item"), ran);
    }

    @Test
    void aRunThatOnlyWaitsIsCancelledByTheTimeOfTheAnswerThoughAllPlacesAreTaken() throws Exception {
        onePlace();
        flows.workflow("nap", (workflow, input) -> {
            workflow.sleep("nap", Duration.ofHours(1));
            return null;
        });
        flows.workflow("parent", (workflow, input) -> workflow.child("nap", "nap", null, Value.class));
        flows.workflow(
                "wait",
                (workflow, input) -> workflow.waitForEvent("go", null, Duration.ofDays(1), Value.class)
                        .isPresent());
        WorkflowEngine engine = flows.started();
        List<RunId> all = List.of(waiting(engine, "nap"), waiting(engine, "wait"), waiting(engine, "parent"));
        flows.until("the child sleeps", () -> runs("nap").size() == 2);
        runs("nap").forEach(nap -> flows.suspended(nap.id()));
        fillThePlaces(engine);
        RunId notBegun = flows.start(engine, "nap");
        for (RunId id : all) {
            cancel(engine, id);
            assertEquals(RunState.CANCELLED, flows.run(id).state());
            assertTrue(
                    flows.shown(id).getFirst().endsWith(" cancelled"),
                    flows.shown(id).toString());
            assertEquals("workflow.cancelled", flows.told(id).getLast());
        }
        cancel(engine, notBegun);
        assertEquals(RunState.CANCELLED, flows.run(notBegun).state());
        assertTrue(runs("nap").stream().allMatch(nap -> nap.state() == RunState.CANCELLED));
    }

    @Test
    void aRunThatHasJustBegunToWaitIsCancelledByTheTimeOfTheAnswer() {
        flows.workflow(
                "wait",
                (workflow, input) -> workflow.waitForEvent("go", null, Duration.ofDays(1), Value.class)
                        .isPresent());
        WorkflowEngine engine = flows.started();
        for (int i = 0; i < 50; i++) {
            RunId id = flows.start(engine, "wait");
            flows.until("it waits", () -> !flows.shown(id).isEmpty());
            cancel(engine, id);
            assertEquals(RunState.CANCELLED, flows.run(id).state());
        }
    }

    @Test
    void compensationsOfACancelledRunWaitForNoOtherRun() throws Exception {
        onePlace();
        flows.workflow("saga", (workflow, input) -> {
            workflow.step("reserve", () -> ran.add("reserve"));
            workflow.compensate("release", () -> ran.add("release"));
            workflow.sleep("long", Duration.ofDays(1));
            return null;
        });
        WorkflowEngine engine = flows.started();
        RunId id = flows.start(engine, "saga");
        flows.until("it sleeps", () -> flows.shown(id).size() == 2);
        flows.suspended(id);
        fillThePlaces(engine);
        cancel(engine, id);
        flows.finished(id, RunState.CANCELLED);
        assertEquals(List.of("reserve", "release"), ran);
    }

    @Test
    void aCancelledChildTellsTheParentThatWaitsForIt() {
        flows.workflow("nap", (workflow, input) -> {
            workflow.sleep("nap", Duration.ofHours(1));
            return null;
        });
        flows.workflow("parent", (workflow, input) -> workflow.child("nap", "nap", null, Value.class));
        WorkflowEngine engine = flows.started();
        RunId parent = waiting(engine, "parent");
        flows.until("the child sleeps", () -> runs("nap").size() == 1);
        RunId child = runs("nap").getFirst().id();
        flows.suspended(child);
        cancel(engine, child);
        assertEquals(
                "The child 'nap' did not complete: it was cancelled.",
                flows.finished(parent, RunState.FAILED).error().replaceAll(" \\(run_[^)]*\\)|run_\\S+ ", ""));
    }

    @Test
    void aRunWhoseCodeNoNodeHasAnyMoreCanBeCancelledToo() throws Exception {
        flows.workflow("nap", (workflow, input) -> {
            workflow.sleep("nap", Duration.ofHours(1));
            return null;
        });
        flows.workflow("saga", (workflow, input) -> {
            workflow.compensate("release", () -> ran.add("release"));
            workflow.sleep("nap", Duration.ofHours(1));
            return null;
        });
        WorkflowEngine before = flows.started();
        RunId nap = waiting(before, "nap");
        RunId saga = waiting(before, "saga");
        before.stop(Duration.ofSeconds(30));
        WorkflowEngine after = flows.forgetHandlers()
                .workflow("other", (workflow, input) -> null)
                .started();
        cancel(after, nap);
        cancel(after, saga);
        assertEquals(RunState.CANCELLED, flows.run(nap).state());
        assertEquals(RunState.CANCELLED, flows.run(saga).state());
        assertEquals(
                "No node has version 1 of the workflow 'saga' any more, so its compensations did not run.",
                flows.run(saga).error());
    }

    @Test
    @DisplayName("PROTOCOL §6: tenants take turns for the places of workflows")
    void aTenantWithOneRunWaitsForOnePlaceAndNotForAllRunsOfAnother() throws Exception {
        onePlace();
        Tenant many = new Tenant("many", null);
        Tenant few = new Tenant("few", null);
        flows.workflow("work", (workflow, input) -> {
            workflow.step("work", () -> ran.add(String.valueOf(workflow.tenant().appId())));
            return null;
        });
        WorkflowEngine engine = flows.started();
        fillThePlaces(engine);
        for (int i = 0; i < 20; i++) {
            flows.startFor(engine, many, "work");
        }
        RunId last = flows.startFor(engine, few, "work");
        WorkflowEngine other =
                flows.settings(settings -> settings.withConcurrency(2)).started();
        flows.finished(last, RunState.COMPLETED);
        flows.until("all have run", () -> ran.size() == 21);
        assertTrue(ran.indexOf("few") < 3, ran.toString());
        assertEquals(0, other.abandonedThreads());
    }
}
