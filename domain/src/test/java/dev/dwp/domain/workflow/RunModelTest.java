package dev.dwp.domain.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dwp.domain.job.IllegalTransition;
import dev.dwp.domain.job.JobSamples;
import dev.dwp.domain.job.Lease;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RunModelTest {
    @Property
    @Label("PROTOCOL §5, §6: whatever is tried with a run, what the table allows happens, and nothing else")
    void livesByItsTable(@ForAll("lives") List<RunAction> life) {
        WorkflowRun run = RunSamples.after().run();
        Instant now = run.updatedAt();
        for (RunAction action : life) {
            now = now.plusSeconds(1);
            if (action.from(run.state()).isPresent()) {
                RunChange change = RunSamples.act(run, action, now);
                assertEquals(action, change.action());
                new RunStep(run, action, change.run(), now).check();
                run = change.run();
            } else {
                WorkflowRun untouched = run;
                Instant then = now;
                assertThrows(IllegalTransition.class, () -> RunSamples.act(untouched, action, then));
            }
        }
    }

    @Example
    @Label("What ends an entry from outside wakes the run")
    void isWokenByWhatItWaitedFor() {
        WorkflowRun asleep =
                RunSamples.after(RunAction.CLAIM, RunAction.SUSPEND).run();
        Instant now = RunSamples.NOW.plusSeconds(9);
        TimelineEntry entry = RunSamples.begun(RunSamples.NOW).completed(RunSamples.OUTPUT, now);
        RunChange change = asleep.wake(entry, now);
        assertEquals(RunAction.ADVANCE, change.action());
        assertEquals(entry, change.entry());
        assertEquals(now, change.run().wakeAt());
        assertEquals(asleep.revision() + 1, change.run().revision());
    }

    @Example
    @Label("What ends an entry from outside and is no reason to go on yet leaves the run asleep")
    void sleepsOnWhereMoreIsWaitedFor() {
        WorkflowRun asleep =
                RunSamples.after(RunAction.CLAIM, RunAction.SUSPEND).run();
        TimelineEntry entry = RunSamples.begun(RunSamples.NOW).completed(RunSamples.OUTPUT, RunSamples.NOW);
        RunChange change = asleep.amend(entry, RunSamples.NOW);
        assertEquals(entry, change.entry());
        assertEquals(asleep.wakeAt(), change.run().wakeAt());
        assertEquals(asleep.revision() + 1, change.run().revision());
    }

    @Example
    @Label("A worker that writes has nothing left that it is to be woken for")
    void isAwakeUnderItsWorkersHands() {
        WorkflowRun running = RunSamples.after(RunAction.CLAIM).run();
        TimelineEntry entry = RunSamples.begun(RunSamples.NOW);
        WorkflowRun woken = running.wake(entry, RunSamples.NOW).run();
        assertEquals(null, woken.advance(entry, RunSamples.NOW).run().wakeAt());
    }

    @Example
    @Label("A cancelled run tells what its compensations failed with")
    void isCancelledWithAnError() {
        WorkflowRun run = RunSamples.after(RunAction.CLAIM).run();
        assertEquals("No.", run.cancel("No.", RunSamples.NOW).run().error());
    }

    @Example
    void canWaitWithoutEnd() {
        assertEquals(
                null,
                RunSamples.after(RunAction.CLAIM)
                        .run()
                        .suspend(null, RunSamples.NOW)
                        .run()
                        .wakeAt());
    }

    @Example
    @Label("A longer lease changes nothing else")
    void isTheSameUnderALongerLease() {
        WorkflowRun run = RunSamples.after(RunAction.CLAIM).run();
        RunClaim longer = new RunClaim(1, new Lease(JobSamples.WORKER, RunSamples.UNTIL));
        WorkflowRun renewed = run.renewed(longer);
        assertEquals(longer, renewed.claim());
        assertEquals(run, renewed.renewed(run.claim()));
    }

    @Provide
    Arbitrary<List<RunAction>> lives() {
        return Arbitraries.of(RunSamples.actions()).list().ofMaxSize(60);
    }
}
