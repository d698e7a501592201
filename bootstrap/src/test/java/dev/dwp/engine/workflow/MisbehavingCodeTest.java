package dev.dwp.engine.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.application.workflow.WorkflowEngine;
import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.RunState;
import dev.dwp.domain.workflow.WorkflowRun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Workflow code that hangs, loops or ignores that it is not wanted")
class MisbehavingCodeTest {
    private static final Duration GRACE = Duration.ofSeconds(5);
    private final Flows flows = new Flows();
    private final List<String> undone = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch there = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);

    @AfterEach
    void stop() {
        end.countDown();
        flows.close();
    }

    /** Passes a grace that has begun; no time where none has, lest that of the step itself runs out meanwhile. */
    private void passGrace() {
        Instant now = flows.clock.instant();
        Instant next = flows.clock.nextAlarm();
        if (next != null && !next.isAfter(now.plus(GRACE))) {
            flows.clock.advance(Duration.between(now, next));
        }
    }

    @Test
    void aStepThatIgnoresACancelIsLeftAloneAfterTheGraceAndItsResultCountsNoMore() throws Exception {
        flows.workflow("deaf", (workflow, input) -> {
            workflow.step("first", () -> {});
            workflow.compensate("undo-first", () -> undone.add("first"));
            workflow.step("second", () -> {
                there.countDown();
                StepsTest.awaitDeaf(end);
            });
            workflow.compensate("undo-second", () -> undone.add("second"));
            return null;
        });
        WorkflowEngine engine = flows.started();
        RunId id = flows.start(engine, "deaf");
        assertTrue(there.await(30, TimeUnit.SECONDS));
        engine.control().cancel(Flows.ANYONE, id);
        assertEquals(RunState.RUNNING, flows.run(id).state());
        flows.until("it was left alone", () -> {
            passGrace();
            return engine.abandonedThreads() == 1;
        });
        flows.finished(id, RunState.CANCELLED);
        assertEquals(List.of("first"), undone);
        end.countDown();
        flows.until("its thread has ended", () -> engine.abandonedThreads() == 0);
        assertEquals("step second 1 cancelled", flows.shown(id).get(1));
        assertEquals("workflow.cancelled", flows.told(id).getLast());
    }

    @Test
    void stepsAndCompensationsThatThrowWhatCannotSayWhyFailUnderItsName() throws Exception {
        flows.workflow("mute", (workflow, input) -> {
            workflow.compensate("undo", () -> {
                throw new Mute();
            });
            workflow.step("do", () -> {
                throw new Mute();
            });
            return null;
        });
        flows.workflow("mute-code", (workflow, input) -> {
            throw new Mute();
        });
        flows.workflow("mute-result", (workflow, input) -> {
            workflow.step("make", MuteResult.class, MuteResult::new);
            return null;
        });
        WorkflowEngine engine = flows.started();
        for (String name : List.of("mute", "mute-code", "mute-result")) {
            RunId id = flows.start(engine, name);
            String error = String.valueOf(flows.finished(id, RunState.FAILED).error());
            assertTrue(error.contains("Mute") || error.contains("make"), name + ": " + error);
            assertEquals(1, flows.run(id).fences(), name + " is taken up once.");
        }
    }

    /** Fails whoever asks why. */
    private static final class Mute extends Error {
        @Override
        public String getMessage() {
            throw new AssertionError("not even that");
        }

        @Override
        public String toString() {
            throw new AssertionError("nor that");
        }
    }

    /** Fails whoever reads it. */
    @SuppressWarnings("DoNotCallSuggester") // it is read by reflection alone
    public static final class MuteResult {
        public String getText() {
            throw new Mute();
        }
    }

    @Test
    void aStepThatEndsWellInSpiteOfACancelIsUndone() throws Exception {
        flows.workflow("late", (workflow, input) -> {
            workflow.step("only", () -> {
                there.countDown();
                StepsTest.awaitDeaf(end);
            });
            workflow.compensate("undo", () -> undone.add("only"));
            workflow.step("next", () -> undone.add("not this"));
            return null;
        });
        WorkflowEngine engine = flows.started();
        RunId id = flows.start(engine, "late");
        assertTrue(there.await(30, TimeUnit.SECONDS));
        engine.control().cancel(Flows.ANYONE, id);
        end.countDown();
        flows.finished(id, RunState.CANCELLED);
        assertEquals(List.of("only"), undone);
        assertEquals(List.of("step only 1 completed", "compensation undo 1 completed"), flows.shown(id));
    }

    @Test
    void codeThatHangsBetweenStepsIsInterruptedAndThenLeftAlone() throws Exception {
        AtomicBoolean interrupted = new AtomicBoolean();
        flows.workflow("hangs", (workflow, input) -> {
            workflow.step("first", () -> {});
            workflow.compensate("undo-first", () -> undone.add("first"));
            there.countDown();
            while (end.getCount() > 0) {
                if (Thread.currentThread().isInterrupted()) {
                    interrupted.set(true);
                }
                Thread.onSpinWait();
            }
            return null;
        });
        WorkflowEngine engine = flows.started();
        RunId id = flows.start(engine, "hangs");
        assertTrue(there.await(30, TimeUnit.SECONDS));
        engine.control().cancel(Flows.ANYONE, id);
        flows.until("it is interrupted", () -> {
            passGrace();
            return interrupted.get();
        });
        flows.until("the run has ended", () -> {
            passGrace();
            return flows.run(id).state().finished();
        });
        WorkflowRun run = flows.finished(id, RunState.CANCELLED);
        assertEquals(List.of("first"), undone);
        assertEquals(
                "Some of its code ignored its interruption and was left alone; what it would have registered was not undone.",
                run.error());
    }

    @Test
    void codeThatHangsInWhatIsRememberedIsNotLeftAlone() throws Exception {
        AtomicBoolean again = new AtomicBoolean();
        flows.workflow("hangs", (workflow, input) -> {
            workflow.step("first", () -> {});
            workflow.compensate("undo-first", () -> undone.add("first"));
            if (again.get()) {
                there.countDown();
                StepsTest.awaitDeaf(end);
            }
            workflow.step("second", () -> {});
            workflow.compensate("undo-second", () -> undone.add("second"));
            workflow.sleep("nap", Duration.ofDays(1));
            return null;
        });
        WorkflowEngine engine = flows.started();
        RunId id = flows.start(engine, "hangs");
        flows.until("it sleeps", () -> flows.shown(id).size() == 3);
        flows.suspended(id);
        again.set(true);
        engine.control().cancel(Flows.ANYONE, id);
        assertTrue(there.await(30, TimeUnit.SECONDS));
        for (int i = 0; i < 20; i++) {
            flows.clock.advance(GRACE);
        }
        assertEquals(RunState.RUNNING, flows.run(id).state());
        end.countDown();
        flows.finished(id, RunState.CANCELLED);
        assertEquals(List.of("second", "first"), undone);
    }

    @Test
    void loopsThatComputeForEverKeepNoOtherRunFromItsWork() throws Exception {
        int loops = 2 * Runtime.getRuntime().availableProcessors();
        CountDownLatch all = new CountDownLatch(loops);
        flows.workflow("loop", (workflow, input) -> {
            workflow.step("loop", () -> {
                all.countDown();
                while (end.getCount() > 0) {
                    Thread.onSpinWait();
                }
            });
            return null;
        });
        flows.workflow("quick", (workflow, input) -> workflow.step("quick", Integer.class, () -> 1));
        WorkflowEngine engine = flows.started();
        for (int i = 0; i < loops; i++) {
            flows.start(engine, "loop");
        }
        assertTrue(all.await(30, TimeUnit.SECONDS));
        flows.finished(flows.start(engine, "quick"), RunState.COMPLETED);
    }

    @Test
    void runsThatStartThemselvesForEverLetOthersHaveTheirTurns() {
        flows.workflow("endless", (workflow, input) -> {
            if (end.getCount() > 0) {
                workflow.spawn("again", "endless", null);
            }
            return null;
        });
        flows.workflow("quick", (workflow, input) -> workflow.step("quick", Integer.class, () -> 1));
        flows.settings(settings -> settings.withConcurrency(1));
        WorkflowEngine engine = flows.started();
        flows.start(engine, "endless");
        for (int i = 0; i < 20; i++) {
            flows.finished(flows.start(engine, "quick"), RunState.COMPLETED);
        }
    }

    @Test
    void noMoreIsTakenUpWhileAsManyThreadsAreLeftAloneAsThereArePlaces() throws Exception {
        flows.settings(settings -> settings.withConcurrency(1));
        flows.workflow("deaf", (workflow, input) -> {
            workflow.step("only", () -> {
                there.countDown();
                StepsTest.awaitDeaf(end);
            });
            return null;
        });
        flows.workflow("quick", (workflow, input) -> "quick");
        WorkflowEngine engine = flows.started();
        RunId deaf = flows.start(engine, "deaf");
        assertTrue(there.await(30, TimeUnit.SECONDS));
        engine.control().cancel(Flows.ANYONE, deaf);
        flows.until("it was left alone", () -> {
            passGrace();
            return engine.abandonedThreads() == 1 && engine.heldRuns() == 0;
        });
        RunId quick = flows.start(engine, "quick");
        assertEquals(0, flows.run(quick).fences());
        end.countDown();
        flows.finished(quick, RunState.COMPLETED);
    }

    @Test
    void codeThatSwallowsWhatUnwindsItFailsWithASentence() {
        flows.workflow("swallows", (workflow, input) -> {
            workflow.compensate("undo", () -> undone.add("undo"));
            try {
                workflow.sleep("nap", Duration.ofHours(1));
            } catch (Throwable e) {
                return "no nap";
            }
            return "nap";
        });
        WorkflowEngine engine = flows.started();
        RunId id = flows.start(engine, "swallows");
        WorkflowRun run = flows.finished(id, RunState.FAILED);
        assertEquals(
                "The code caught what unwinds it at 'nap', and went on; do not catch Throwable around a Workflow's methods.",
                run.error());
        assertEquals(List.of("undo"), undone);
    }
}
