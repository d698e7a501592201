package dev.dwp.domain.workflow;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.domain.frame.Refusal;
import dev.dwp.domain.job.IllegalTransition;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL §5, §6: a run's states and what leads from one to the next")
class RunTransitionsTest {
    private static final Set<String> TABLE =
            """
            ADVANCE        leads from RUNNING to RUNNING
            CANCEL         leads from RUNNING to CANCELLED
            CLAIM          leads from RUNNING to RUNNING
            COMPLETE       leads from RUNNING to COMPLETED
            FAIL           leads from RUNNING to FAILED
            RELEASE        leads from RUNNING to RUNNING
            REPLAY         leads from CANCELLED to RUNNING
            REPLAY         leads from COMPLETED to RUNNING
            REPLAY         leads from FAILED to RUNNING
            REQUEST_CANCEL leads from RUNNING to RUNNING
            ROLL_BACK      leads from RUNNING to RUNNING
            SUSPEND        leads from RUNNING to RUNNING
            """.lines().map(line -> line.replaceAll(" +", " ")).collect(toCollection(TreeSet::new));

    @Test
    void theTableDeclaresTheseAndNoOther() {
        Set<String> declared = new TreeSet<>();
        for (RunState state : RunState.values()) {
            for (RunAction action : RunAction.values()) {
                action.from(state).ifPresent(next -> declared.add(row(action, state, next)));
            }
        }
        assertEquals(TABLE, declared);
    }

    @Test
    void eachIsTakenAndNoOtherCanBe() {
        Set<String> taken = new TreeSet<>();
        for (RunState state : RunState.values()) {
            for (RunAction action : RunSamples.actions()) {
                WorkflowRun run = RunSamples.in(state);
                assertEquals(state, run.state());
                try {
                    RunChange change = RunSamples.act(run, action, RunSamples.NOW);
                    taken.add(row(change.action(), state, change.run().state()));
                } catch (IllegalTransition refused) {
                    assertTrue(refused.getMessage().contains(state.wireName()), refused.getMessage());
                }
            }
        }
        assertEquals(TABLE, taken);
    }

    @Test
    void oneBeginsByBeingStarted() {
        RunChange change = RunSamples.after();
        assertEquals(RunAction.START, change.action());
        assertEquals(RunState.RUNNING, change.run().state());
        assertEquals(1, change.run().revision());
        assertEquals(RunSamples.NOW, change.run().wakeAt());
        assertTrue(Arrays.stream(RunState.values())
                .allMatch(state -> RunAction.START.from(state).isEmpty()));
    }

    @Test
    void statesAreFoundByTheirNames() {
        for (RunState state : RunState.values()) {
            assertEquals(state, RunState.named(state.wireName()));
            assertEquals(state != RunState.RUNNING, state.finished());
        }
        assertThrows(Refusal.class, () -> RunState.named("pending"));
    }

    private static String row(RunAction action, RunState from, RunState to) {
        return "%s leads from %s to %s".formatted(action, from, to);
    }
}
