package dev.dwp.engine.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.application.handler.Workflow;
import dev.dwp.application.workflow.WorkflowEngine;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.RunState;
import dev.dwp.domain.workflow.WorkflowRun;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL §6: code that is not the same each time is found out, with a sentence")
class SameEachTimeTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private final Flows flows = new Flows();
    private final AtomicInteger pass = new AtomicInteger();

    @AfterEach
    void stop() {
        flows.close();
    }

    /** What the code does in its first pass, and in those after it. */
    private interface Code {
        Object run(Workflow workflow, boolean first) throws Exception;
    }

    private WorkflowRun twice(Code code) {
        flows.workflow("odd", (workflow, input) -> {
            boolean first = pass.incrementAndGet() == 1;
            return code.run(workflow, first);
        });
        WorkflowEngine engine = flows.started();
        RunId id = flows.start(engine, "odd");
        flows.until("it sleeps", () -> flows.shown(id).contains("sleep nap 1 waiting"));
        flows.suspended(id);
        flows.clock.advance(HOUR);
        return flows.finished(id);
    }

    @Test
    void aNameUsedTwiceFailsTheRun() {
        flows.workflow("twice", (workflow, input) -> {
            workflow.step("same", () -> {});
            try {
                workflow.step("same", () -> {});
            } catch (RuntimeException e) {
                return "swallowed";
            }
            return null;
        });
        WorkflowEngine engine = flows.started();
        RunId id = flows.start(engine, "twice");
        assertEquals(
                "The name 'same' is used twice in this run; give each step a name of its own.",
                flows.finished(id, RunState.FAILED).error());
    }

    @Test
    void aNameUsedTwiceInBranchesFailsTheRun() {
        flows.workflow(
                "twice",
                (workflow, input) -> workflow.parallel(
                        "wide",
                        List.of(
                                () -> workflow.step("same", Integer.class, () -> 1),
                                () -> workflow.step("same", Integer.class, () -> 2))));
        WorkflowEngine engine = flows.started();
        RunId id = flows.start(engine, "twice");
        assertEquals(
                "The name 'same' is used twice in this run; give each step a name of its own.",
                flows.finished(id, RunState.FAILED).error());
    }

    @Test
    void anEntryOfAnotherKindFailsTheRun() {
        WorkflowRun run = twice((workflow, first) -> {
            if (first) {
                workflow.step("thing", () -> {});
            } else {
                workflow.sleep("thing", HOUR);
            }
            workflow.sleep("nap", HOUR);
            return null;
        });
        assertEquals(RunState.FAILED, run.state());
        assertEquals(
                "The code is not the same each time: it asks for the sleep 'thing' where the run remembers the step of that name.",
                run.error());
    }

    @Test
    void aNewStepWhereAnotherIsRememberedFailsTheRun() {
        WorkflowRun run = twice((workflow, first) -> {
            workflow.step(first ? "one" : "two", () -> {});
            workflow.sleep("nap", HOUR);
            return null;
        });
        assertEquals(
                "The code is not the same each time: it asks for the step 'two' where the run remembers the step 'one'.",
                run.error());
        assertEquals(RunState.FAILED, run.state());
    }

    @Test
    void returningBeforeWhatIsRememberedFailsTheRun() {
        WorkflowRun run = twice((workflow, first) -> {
            if (first) {
                workflow.step("one", () -> {});
            }
            if (first) {
                workflow.sleep("nap", HOUR);
            }
            return null;
        });
        assertEquals(
                "The code is not the same each time: it has returned without asking for the step 'one', which the run remembers.",
                run.error());
    }

    @Test
    void aNewStepInABranchThatRemembersAnotherFailsTheRun() {
        WorkflowRun run = twice((workflow, first) -> {
            workflow.parallel(
                    "wide",
                    List.of(
                            () -> {
                                workflow.step(first ? "one" : "two", () -> {});
                                workflow.sleep("nap", HOUR);
                                return 1;
                            },
                            () -> {
                                workflow.sleep("other", HOUR);
                                return 2;
                            }));
            return null;
        });
        assertEquals(
                "The code is not the same each time: it asks for the step 'two' where the run remembers the step 'one'.",
                run.error());
    }

    @Test
    void aNewStepInABranchOfAParallelThatHasEndedFailsTheRun() {
        WorkflowRun run = twice((workflow, first) -> {
            workflow.parallel("wide", List.of(() -> {
                workflow.step("one", () -> {});
                if (!first) {
                    workflow.step("late", () -> {});
                }
                return 1;
            }));
            workflow.sleep("nap", HOUR);
            return null;
        });
        assertEquals(
                "The code is not the same each time: the parallel 'wide' has ended, and now a branch of it asks for the step 'late'.",
                run.error());
    }

    @Test
    void namesMadeInALoopAreFine() {
        flows.workflow("loop", (workflow, input) -> {
            int sum = 0;
            for (int i = 0; i < 5; i++) {
                int value = i;
                sum += workflow.step("step-" + i, Integer.class, () -> value);
                workflow.sleep("nap-" + i, HOUR);
            }
            return sum;
        });
        WorkflowEngine engine = flows.started();
        RunId id = flows.start(engine, "loop");
        for (int i = 0; i < 5; i++) {
            int entries = 2 * (i + 1);
            flows.until("nap " + i, () -> flows.shown(id).size() == entries);
            flows.suspended(id);
            flows.clock.advance(HOUR);
        }
        assertEquals(Value.of(10), flows.finished(id, RunState.COMPLETED).output());
    }

    @Test
    void codeThatCatchesExceptionsAroundItsWaitsStillWaits() {
        flows.workflow("broad", (workflow, input) -> {
            try {
                workflow.sleep("nap", HOUR);
                return "slept";
            } catch (Exception e) {
                return "caught " + e;
            }
        });
        WorkflowEngine engine = flows.started();
        RunId id = flows.start(engine, "broad");
        flows.suspended(id);
        flows.clock.advance(HOUR);
        assertEquals(Value.of("slept"), flows.finished(id, RunState.COMPLETED).output());
    }

    @Test
    void codeThatSwallowsTheUnwindingBeginsNothingAndFails() {
        AtomicInteger after = new AtomicInteger();
        flows.workflow("deaf", (workflow, input) -> {
            try {
                workflow.sleep("nap", HOUR);
            } catch (Throwable e) {
                after.incrementAndGet();
            }
            try {
                workflow.step("after", () -> {});
                return "went on after " + after.get();
            } catch (Throwable e) {
                after.incrementAndGet();
                return "swallowed everything";
            }
        });
        WorkflowEngine engine = flows.started();
        RunId id = flows.start(engine, "deaf");
        String error = flows.finished(id, RunState.FAILED).error();
        assertTrue(String.valueOf(error).startsWith("The code caught what unwinds it at 'nap'"), error);
        assertTrue(after.get() >= 2, "both were swallowed");
        assertEquals(List.of("sleep nap 1 cancelled"), flows.shown(id));
    }

    @Test
    void aTimelineHasABoundThatASentenceTells() {
        flows.settings(settings -> settings.withMaxEntries(3));
        flows.workflow("long", (workflow, input) -> {
            for (int i = 0; i < 5; i++) {
                workflow.step("step-" + i, () -> {});
                workflow.compensate("undo-" + i, () -> {});
            }
            return null;
        });
        WorkflowEngine engine = flows.started();
        RunId id = flows.start(engine, "long");
        assertEquals(
                "A run's timeline has at most 3 entries; let children do parts of the work.",
                flows.finished(id, RunState.FAILED).error());
        assertEquals(6, flows.shown(id).size());
    }
}
