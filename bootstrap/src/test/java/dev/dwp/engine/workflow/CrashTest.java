package dev.dwp.engine.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.application.handler.StepOptions;
import dev.dwp.application.port.out.Alarms;
import dev.dwp.application.workflow.WorkflowEngine;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.RunState;
import dev.dwp.engine.chore.TroubledStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL §6: after a crash a run goes on from its last remembered step")
class CrashTest {
    private static final Duration LEASE = Duration.ofSeconds(30);
    private final Flows flows = new Flows();
    private final List<String> ran = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch end = new CountDownLatch(1);

    @AfterEach
    void stop() {
        end.countDown();
        flows.close();
    }

    /** An engine behind a store that can go away from it, and from it alone. */
    private TroubledStore doomed() {
        return new TroubledStore(flows.store, true);
    }

    private WorkflowEngine started(TroubledStore store) {
        WorkflowEngine engine = flows.engine(store);
        engine.start();
        return engine;
    }

    private void pastTheLease() {
        flows.clock.advance(LEASE.plusSeconds(1));
    }

    @Test
    void aStepThatWasUnderWayRunsAgainAndOneThatHadFinishedDoesNot() throws Exception {
        CountDownLatch inStep = new CountDownLatch(1);
        flows.workflow("two", (workflow, input) -> {
            workflow.step("first", () -> ran.add("first"));
            workflow.step("second", () -> {
                ran.add("second");
                if (ran.size() == 2) {
                    inStep.countDown();
                    end.await();
                }
            });
            return "done";
        });
        TroubledStore lost = doomed();
        RunId id = flows.start(started(lost), "two");
        assertTrue(inStep.await(30, TimeUnit.SECONDS));
        lost.away(true);
        flows.started();
        flows.clock.advance(LEASE.minusSeconds(1));
        assertEquals(1, flows.run(id).fences());
        flows.clock.advance(Duration.ofSeconds(1));
        assertEquals(Value.of("done"), flows.finished(id, RunState.COMPLETED).output());
        assertEquals(List.of("first", "second", "second"), ran);
        assertEquals(List.of("step first 1 completed", "step second 1 completed"), flows.shown(id));
    }

    @Test
    void whatALostWorkerBringsLateIsRefused() throws Exception {
        CountDownLatch inStep = new CountDownLatch(1);
        CountDownLatch late = new CountDownLatch(1);
        AtomicInteger attempts = new AtomicInteger();
        flows.workflow(
                "one",
                (workflow, input) -> workflow.step("only", Integer.class, () -> {
                    int attempt = attempts.incrementAndGet();
                    if (attempt == 1) {
                        inStep.countDown();
                        StepsTest.awaitDeaf(late);
                    }
                    return attempt;
                }));
        TroubledStore lost = doomed();
        WorkflowEngine first = started(lost);
        RunId id = flows.start(first, "one");
        assertTrue(inStep.await(30, TimeUnit.SECONDS));
        lost.away(true);
        flows.started();
        pastTheLease();
        assertEquals(Value.of(2), flows.finished(id, RunState.COMPLETED).output());
        lost.away(false);
        late.countDown();
        flows.until("the first has let go", () -> {
            pastTheLease();
            return first.heldRuns() == 0;
        });
        assertEquals(Value.of(2), flows.run(id).output());
        assertEquals(Value.of(2), flows.entry(id, "only").data());
    }

    /** Workers that vanish one after the other in the middle of what a run does, as if it ended their processes. */
    private void loseWorkers(RunId id, int count) {
        for (int i = 0; i < count; i++) {
            TroubledStore lost = doomed();
            int fences = flows.run(id).fences();
            int begun = ran.size();
            started(lost);
            flows.until("it is taken up", () -> flows.run(id).fences() > fences && ran.size() > begun);
            lost.away(true);
            pastTheLease();
        }
    }

    @Test
    void aRunThatEndsItsWorkersFailsAfterFiveAndIsRolledBack() {
        flows.workflow("killer", (workflow, input) -> {
            workflow.step("first", () -> {});
            workflow.compensate("undo-first", () -> ran.add("undo"));
            workflow.step("second", () -> {
                ran.add("second");
                end.await();
            });
            return null;
        });
        RunId id = flows.start(flows.engine(), "killer");
        loseWorkers(id, 5);
        flows.started();
        assertEquals(
                "It was taken up 5 times, and each time its worker was lost before it got any further.",
                flows.finished(id, RunState.FAILED).error());
        assertEquals(List.of("second", "second", "second", "second", "second", "undo"), ran);
        assertEquals(
                List.of("step first 1 completed", "step second 1 cancelled", "compensation undo-first 1 completed"),
                flows.shown(id));
    }

    @Test
    void aRunThatEndsItsWorkersBetweenStepsEndsWithoutItsCompensations() {
        flows.workflow("killer", (workflow, input) -> {
            ran.add("code");
            end.await();
            return null;
        });
        RunId id = flows.start(flows.engine(), "killer");
        loseWorkers(id, 8);
        flows.started();
        assertEquals(
                "It was taken up 5 times, and each time its worker was lost before it got any further. Its compensations"
                        + " did not complete. It was taken up 3 times, and each time its worker was lost before it got any"
                        + " further.",
                flows.finished(id, RunState.FAILED).error());
        assertEquals(8, ran.size());
    }

    @Test
    void aWaitKeepsItsDeadlineAcrossACrash() throws Exception {
        CountDownLatch inStep = new CountDownLatch(1);
        flows.workflow(
                "wide",
                (workflow, input) -> workflow.parallel(
                        "wide",
                        List.of(
                                () -> {
                                    workflow.sleep("nap", Duration.ofMinutes(10));
                                    return 1;
                                },
                                () -> workflow.waitForEvent("go", null, Duration.ofMinutes(20), Value.class)
                                        .isPresent(),
                                () -> workflow.step("long", Integer.class, () -> {
                                    inStep.countDown();
                                    if (ran.add("long") && ran.size() == 1) {
                                        end.await();
                                    }
                                    return 2;
                                }))));
        TroubledStore lost = doomed();
        RunId id = flows.start(started(lost), "wide");
        flows.until("all have begun", () -> flows.shown(id).size() == 4);
        assertTrue(inStep.await(30, TimeUnit.SECONDS));
        lost.away(true);
        flows.started();
        pastTheLease();
        flows.until("another goes on", () -> ran.size() == 2);
        flows.suspended(id);
        assertEquals(Flows.START.plusSeconds(600), flows.run(id).wakeAt());
        flows.clock.advance(Duration.ofMinutes(10).minus(LEASE.plusSeconds(1)));
        flows.until("it slept", () -> flows.shown(id).contains("sleep nap 1 completed"));
        flows.suspended(id);
        assertEquals(Flows.START.plusSeconds(1200), flows.run(id).wakeAt());
        flows.clock.advance(Duration.ofMinutes(10));
        flows.finished(id, RunState.COMPLETED);
    }

    @Test
    void aRunThatIsRolledBackGoesOnRollingBack() throws Exception {
        CountDownLatch inUndo = new CountDownLatch(1);
        AtomicInteger passes = new AtomicInteger();
        flows.workflow("saga", (workflow, input) -> {
            passes.incrementAndGet();
            workflow.step("a", () -> ran.add("a"));
            workflow.compensate("undo-a", () -> {
                ran.add("undo-a");
                if (Collections.frequency(ran, "undo-a") == 1) {
                    inUndo.countDown();
                    end.await();
                }
            });
            workflow.step("b", () -> ran.add("b"));
            workflow.compensate("undo-b", () -> ran.add("undo-b"));
            if (passes.get() == 1) {
                throw new IllegalStateException("Only in the first pass.");
            }
            workflow.step("c", () -> ran.add("c"));
            return "went on";
        });
        TroubledStore lost = doomed();
        RunId id = flows.start(started(lost), "saga");
        assertTrue(inUndo.await(30, TimeUnit.SECONDS));
        lost.away(true);
        flows.started();
        pastTheLease();
        assertEquals(
                "Only in the first pass.", flows.finished(id, RunState.FAILED).error());
        assertEquals(List.of("a", "b", "undo-b", "undo-a", "undo-a"), ran);
    }

    @Test
    void aCancelledRunIsRolledBackByWhoeverTakesItUp() throws Exception {
        CountDownLatch inStep = new CountDownLatch(1);
        flows.workflow("saga", (workflow, input) -> {
            workflow.step("a", () -> ran.add("a"));
            workflow.compensate("undo-a", () -> ran.add("undo-a"));
            workflow.step("b", () -> {
                ran.add("b");
                inStep.countDown();
                end.await();
            });
            return null;
        });
        TroubledStore lost = doomed();
        RunId id = flows.start(started(lost), "saga");
        assertTrue(inStep.await(30, TimeUnit.SECONDS));
        lost.away(true);
        WorkflowEngine second = flows.started();
        second.control().cancel(Flows.ANYONE, id);
        pastTheLease();
        flows.finished(id, RunState.CANCELLED);
        assertEquals(List.of("a", "b", "undo-a"), ran);
    }

    /** A step that tells when it has begun and when it was interrupted. */
    private void lastUntilInterrupted(CountDownLatch begun, CountDownLatch interrupted) throws InterruptedException {
        begun.countDown();
        try {
            end.await();
        } catch (InterruptedException e) {
            interrupted.countDown();
            throw e;
        }
    }

    @Test
    void aStepOnAnotherNodeIsInterruptedByACancel() throws Exception {
        CountDownLatch inStep = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        flows.workflow("long", (workflow, input) -> {
            workflow.step("work", () -> lastUntilInterrupted(inStep, interrupted));
            return null;
        });
        RunId id = flows.start(flows.started(), "long");
        assertTrue(inStep.await(30, TimeUnit.SECONDS));
        WorkflowEngine other = flows.engine();
        other.control().cancel(Flows.ANYONE, id);
        assertTrue(interrupted.await(30, TimeUnit.SECONDS));
        flows.finished(id, RunState.CANCELLED);
    }

    @Test
    void aWorkerThatRenewsKeepsALongStep() throws Exception {
        CountDownLatch inStep = new CountDownLatch(1);
        flows.workflow(
                "long",
                (workflow, input) -> workflow.step("work", Integer.class, () -> {
                    inStep.countDown();
                    end.await();
                    return 1;
                }));
        WorkflowEngine engine = flows.started();
        flows.started();
        RunId id = flows.start(engine, "long");
        assertTrue(inStep.await(30, TimeUnit.SECONDS));
        for (int i = 0; i < 20; i++) {
            flows.clock.advance(LEASE.dividedBy(3));
            flows.until(
                    "it was renewed",
                    () -> flows.run(id)
                            .claim()
                            .lease()
                            .until()
                            .equals(flows.clock.instant().plus(LEASE)));
        }
        end.countDown();
        flows.finished(id, RunState.COMPLETED);
        assertEquals(1, flows.run(id).fences());
    }

    @Test
    void aStepIsInterruptedWhenItsFirstLeaseIsOverAndTheStoreIsStillAway() throws Exception {
        CountDownLatch inStep = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        flows.workflow("long", (workflow, input) -> {
            workflow.step(
                    "work",
                    StepOptions.ONCE.withTimeout(Duration.ofDays(1000)),
                    () -> lastUntilInterrupted(inStep, interrupted));
            return null;
        });
        TroubledStore lost = doomed();
        flows.start(started(lost), "long");
        assertTrue(inStep.await(30, TimeUnit.SECONDS));
        lost.away(true);
        flows.until("it is interrupted", () -> {
            pastTheLease();
            return interrupted.getCount() == 0;
        });
    }

    @Test
    void aDeadlineThatComesWhileTheStoreIsAwayWaitsForTheNextTry() throws Exception {
        AtomicReference<Instant> keepersAlarm = new AtomicReference<>(Flows.START);
        Alarms alarms = (when, action) -> {
            if (Thread.currentThread().getName().equals("dwp-run")) {
                keepersAlarm.set(when);
            }
            return flows.clock.at(when, action);
        };
        CountDownLatch inStep = new CountDownLatch(1);
        flows.workflow(
                "wide",
                (workflow, input) -> workflow.parallel(
                        "wide",
                        List.of(
                                () -> {
                                    workflow.sleep("nap", Duration.ofMinutes(1));
                                    return 1;
                                },
                                () -> workflow.step("long", Integer.class, () -> {
                                    inStep.countDown();
                                    end.await();
                                    return 2;
                                }))));
        TroubledStore store = new TroubledStore(flows.store, false);
        WorkflowEngine engine = flows.engine(store, alarms);
        engine.start();
        RunId id = flows.start(engine, "wide");
        assertTrue(inStep.await(30, TimeUnit.SECONDS));
        flows.until("it sleeps", () -> Flows.START.plusSeconds(60).equals(keepersAlarm.get()));
        store.away(true);
        flows.clock.advance(Duration.ofMinutes(1));
        flows.until("it waits for the store", () -> keepersAlarm.get().isAfter(flows.clock.instant()));
        store.away(false);
        end.countDown();
        flows.until("it goes on", () -> {
            flows.clock.advance(Duration.ofSeconds(1));
            return flows.run(id).state().finished();
        });
        flows.finished(id, RunState.COMPLETED);
    }

    @Test
    void aStoreThatIsAwayForAWhileFailsNoRun() throws Exception {
        TroubledStore store = new TroubledStore(flows.store, false);
        CountDownLatch inStep = new CountDownLatch(1);
        flows.workflow("patient", (workflow, input) -> {
            workflow.step("first", () -> {
                ran.add("first");
                inStep.countDown();
                end.await();
            });
            workflow.step("second", () -> ran.add("second"));
            return "done";
        });
        WorkflowEngine engine = started(store);
        RunId id = flows.start(engine, "patient");
        assertTrue(inStep.await(30, TimeUnit.SECONDS));
        store.away(true);
        end.countDown();
        for (int i = 0; i < 20; i++) {
            flows.clock.advance(Duration.ofSeconds(5));
        }
        assertEquals(List.of("first"), ran);
        store.away(false);
        flows.until("it goes on", () -> {
            flows.clock.advance(Duration.ofSeconds(1));
            return flows.run(id).state().finished();
        });
        assertEquals(Value.of("done"), flows.finished(id, RunState.COMPLETED).output());
        assertEquals(List.of("first", "second"), ran);
    }
}
