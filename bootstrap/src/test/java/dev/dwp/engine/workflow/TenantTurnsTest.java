package dev.dwp.engine.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.application.handler.Workflow;
import dev.dwp.application.workflow.WorkflowEngine;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.session.Tenant;
import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.RunState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL §6: tenants take turns for the places of workflows")
class TenantTurnsTest {
    private static final Tenant MANY = new Tenant("many", "org");
    private static final Tenant FEW = new Tenant("few", null);
    private static final int STEPS = 500;
    private static final int BRANCH_STEPS = 100;

    private final Flows flows = new Flows();
    private final Semaphore permits = new Semaphore(0);
    private final CountDownLatch inStep = new CountDownLatch(1);
    private final List<String> ran = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void stop() {
        permits.release(1_000_000);
        flows.close();
    }

    private WorkflowEngine withPlaces(int places) {
        return flows.settings(settings -> settings.withConcurrency(places)).started();
    }

    /** Each step waits for a permit. */
    private void steps(Workflow workflow, String prefix) {
        for (int i = 0; i < STEPS; i++) {
            String step = prefix + i;
            workflow.step(step, () -> {
                inStep.countDown();
                permits.acquire();
                ran.add(step);
            });
        }
    }

    private void finishedByPermits(RunId id) {
        flows.until("the other tenant's run has had its turn", () -> {
            permits.release();
            return flows.run(id).state().finished();
        });
    }

    @Test
    void aRunGivesItsPlaceAtTheEndOfAStepToATenantThatWaits() throws Exception {
        flows.workflow("long", (workflow, input) -> {
            steps(workflow, "s");
            return Value.of("all");
        });
        flows.workflow("short", (workflow, input) -> workflow.step("one", Integer.class, () -> 1));
        WorkflowEngine engine = withPlaces(1);
        RunId first = flows.startFor(engine, MANY, "long");
        RunId second = flows.startFor(engine, MANY, "long");
        assertTrue(inStep.await(60, TimeUnit.SECONDS));
        RunId other = flows.startFor(engine, FEW, "short");
        finishedByPermits(other);
        assertEquals(RunState.COMPLETED, flows.run(other).state());
        assertFalse(flows.run(first).state().finished(), "It went on from step to step while another tenant waited.");
        permits.release(2 * STEPS);
        assertEquals(Value.of("all"), flows.finished(first, RunState.COMPLETED).output());
        flows.finished(second, RunState.COMPLETED);
        assertEquals(2 * STEPS, ran.size(), "No step ran twice.");
    }

    @Test
    void nobodyGivesItsPlaceToARunOfItsOwnTenant() throws Exception {
        flows.workflow("long", (workflow, input) -> {
            steps(workflow, "s");
            return null;
        });
        WorkflowEngine engine = withPlaces(1);
        RunId first = flows.startFor(engine, MANY, "long");
        assertTrue(inStep.await(60, TimeUnit.SECONDS));
        RunId second = flows.startFor(engine, MANY, "long");
        permits.release(2 * STEPS);
        flows.finished(second, RunState.COMPLETED);
        assertEquals(1, flows.run(first).fences());
        assertEquals(1, flows.run(second).fences());
    }

    @Test
    void branchesWaitForEachOtherSoThatTheirRunCanGiveItsPlaceUp() throws Exception {
        Semaphore other = new Semaphore(0);
        CountDownLatch both = new CountDownLatch(2);
        flows.workflow("wide", (workflow, input) -> {
            workflow.parallel(
                    "wide", List.of(branch(workflow, "a", permits, both), branch(workflow, "b", other, both)));
            return Value.of("all");
        });
        flows.workflow("short", (workflow, input) -> workflow.step("one", Integer.class, () -> 1));
        WorkflowEngine engine = withPlaces(1);
        RunId wide = flows.startFor(engine, MANY, "wide");
        assertTrue(both.await(60, TimeUnit.SECONDS));
        RunId waits = flows.startFor(engine, FEW, "short");
        for (int i = 0; i < BRANCH_STEPS && !flows.run(waits).state().finished(); i++) {
            flows.clock.advance(Duration.ofSeconds(10));
            endOfStep(wide, "a" + i, permits);
            endOfStep(wide, "b" + i, other);
        }
        assertEquals(RunState.COMPLETED, flows.run(waits).state());
        assertFalse(flows.run(wide).state().finished());
        permits.release(BRANCH_STEPS);
        other.release(BRANCH_STEPS);
        flows.until("both branches have ended", () -> {
            flows.clock.advance(Duration.ofSeconds(10));
            return flows.run(wide).state().finished();
        });
        assertEquals(Value.of("all"), flows.finished(wide, RunState.COMPLETED).output());
        assertEquals(2 * BRANCH_STEPS, ran.size());
    }

    private void endOfStep(RunId run, String step, Semaphore permit) {
        permit.release();
        flows.until(step + " has ended", () -> flows.shown(run).contains("step " + step + " 1 completed"));
    }

    private Callable<Void> branch(Workflow workflow, String prefix, Semaphore permit, CountDownLatch begun) {
        return () -> {
            for (int i = 0; i < BRANCH_STEPS; i++) {
                String step = prefix + i;
                workflow.step(step, () -> {
                    begun.countDown();
                    permit.acquire();
                    ran.add(step);
                });
            }
            return null;
        };
    }

    @Test
    void codeThatCatchesEverythingIsNotFailedForGivingItsPlaceUp() throws Exception {
        flows.workflow("careless", (workflow, input) -> {
            for (int i = 0; i < STEPS; i++) {
                String step = "s" + i;
                try {
                    workflow.step(step, () -> {
                        inStep.countDown();
                        permits.acquire();
                        ran.add(step);
                    });
                } catch (Throwable e) {
                    return Value.of("caught");
                }
            }
            return Value.of("all");
        });
        flows.workflow("short", (workflow, input) -> workflow.step("one", Integer.class, () -> 1));
        WorkflowEngine engine = withPlaces(1);
        RunId careless = flows.startFor(engine, MANY, "careless");
        assertTrue(inStep.await(60, TimeUnit.SECONDS));
        finishedByPermits(flows.startFor(engine, FEW, "short"));
        permits.release(STEPS);
        assertEquals(
                Value.of("all"), flows.finished(careless, RunState.COMPLETED).output());
        assertEquals(STEPS, ran.size());
    }

    @Test
    void compensationsTakeTurnsToo() throws Exception {
        flows.workflow("fails", (workflow, input) -> {
            for (int i = 0; i < STEPS; i++) {
                String step = "undo" + i;
                workflow.compensate(step, () -> {
                    inStep.countDown();
                    permits.acquire();
                    ran.add(step);
                });
            }
            throw new IllegalStateException("enough");
        });
        flows.workflow("short", (workflow, input) -> workflow.step("one", Integer.class, () -> 1));
        WorkflowEngine engine = withPlaces(1);
        RunId fails = flows.startFor(engine, MANY, "fails");
        assertTrue(inStep.await(60, TimeUnit.SECONDS));
        finishedByPermits(flows.startFor(engine, FEW, "short"));
        assertFalse(flows.run(fails).state().finished());
        permits.release(STEPS);
        flows.finished(fails, RunState.FAILED);
        assertEquals(
                IntStream.range(0, STEPS)
                        .mapToObj(i -> "undo" + (STEPS - 1 - i))
                        .toList(),
                ran);
    }

    @Test
    void aRunThatGaveItsPlaceUpIsCancelledWithItsCompensations() throws Exception {
        CountDownLatch hold = new CountDownLatch(1);
        CountDownLatch held = new CountDownLatch(1);
        flows.workflow("long", (workflow, input) -> {
            workflow.compensate("undo", () -> ran.add("undo"));
            steps(workflow, "s");
            return null;
        });
        flows.workflow("holds", (workflow, input) -> {
            workflow.step("hold", () -> {
                held.countDown();
                hold.await();
            });
            return null;
        });
        WorkflowEngine engine = withPlaces(1);
        RunId id = flows.startFor(engine, MANY, "long");
        assertTrue(inStep.await(60, TimeUnit.SECONDS));
        RunId other = flows.startFor(engine, FEW, "holds");
        flows.until("the place has gone to the other tenant", () -> {
            permits.release();
            return held.getCount() == 0;
        });
        engine.control().cancel(Flows.caller(MANY), id);
        flows.finished(id, RunState.CANCELLED);
        assertEquals(1, Collections.frequency(ran, "undo"));
        assertEquals(RunState.RUNNING, flows.run(other).state());
        hold.countDown();
        flows.finished(other, RunState.COMPLETED);
    }

    @Test
    void manyTenantsWithBranchesChildrenAndSleepsAllComeToTheirEndWithoutRepeatingAStep() {
        flows.workflow("child", (workflow, input) -> {
            workflow.step("in-child", () -> ran.add(workflow.runId() + " in-child"));
            return workflow.step("end", Integer.class, () -> 1);
        });
        flows.workflow("mixed", (workflow, input) -> {
            workflow.step("first", () -> ran.add(workflow.runId() + " first"));
            List<Callable<Integer>> branches = IntStream.range(0, 3)
                    .<Callable<Integer>>mapToObj(branch -> () -> {
                        for (int i = 0; i < 3; i++) {
                            String step = branch + "-" + i;
                            workflow.step(step, () -> ran.add(workflow.runId() + " " + step));
                        }
                        return branch;
                    })
                    .toList();
            workflow.parallel("wide", branches);
            workflow.child("child", "child", null, Integer.class);
            workflow.sleep("nap", Duration.ofMillis(1));
            for (int i = 0; i < 5; i++) {
                String step = "last-" + i;
                workflow.step(step, () -> ran.add(workflow.runId() + " " + step));
            }
            return null;
        });
        withPlaces(2);
        WorkflowEngine engine = withPlaces(1);
        List<RunId> runs = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            runs.add(flows.startFor(engine, new Tenant("app-" + i % 5, null), "mixed"));
        }
        flows.until("all have ended", () -> {
            flows.clock.advance(Duration.ofMillis(1));
            return runs.stream().allMatch(id -> flows.run(id).state().finished());
        });
        runs.forEach(id -> flows.finished(id, RunState.COMPLETED));
        assertEquals(40 * 16, ran.size());
        assertEquals(ran.size(), new HashSet<>(ran).size());
        flows.until("nothing is held", () -> engine.heldRuns() == 0);
    }
}
