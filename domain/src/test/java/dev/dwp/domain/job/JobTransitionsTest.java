package dev.dwp.domain.job;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.domain.frame.Refusal;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL §5: a job's states and what leads from one to the next")
class JobTransitionsTest {
    private static final Set<String> TABLE =
            """
            CANCEL   leads from PENDING to CANCELLED
            CANCEL   leads from RETRYING to CANCELLED
            CANCEL   leads from RUNNING to CANCELLED
            CLAIM    leads from PENDING to RUNNING
            CLAIM    leads from RETRYING to RUNNING
            COMPLETE leads from RUNNING to COMPLETED
            FAIL     leads from RUNNING to FAILED
            PROGRESS leads from RUNNING to RUNNING
            RELEASE  leads from RUNNING to RETRYING
            REPLAY   leads from FAILED to PENDING
            RETRY    leads from RUNNING to RETRYING
            """.lines().map(line -> line.replaceAll(" +", " ")).collect(toCollection(TreeSet::new));

    @Test
    void theTableDeclaresTheseAndNoOther() {
        Set<String> declared = new TreeSet<>();
        for (JobState state : JobState.values()) {
            for (JobAction action : JobAction.values()) {
                action.from(state).ifPresent(next -> declared.add(row(action, state, next)));
            }
        }
        assertEquals(TABLE, declared);
    }

    @Test
    void eachIsTakenAndNoOtherCanBe() {
        Set<String> taken = new TreeSet<>();
        for (JobState state : JobState.values()) {
            for (JobAction action : JobSamples.actions()) {
                Job job = JobSamples.in(state);
                assertEquals(state, job.state());
                try {
                    JobChange change = JobSamples.act(job, action, JobSamples.NOW);
                    taken.add(row(change.action(), state, change.job().state()));
                } catch (IllegalTransition refused) {
                    assertTrue(refused.getMessage().contains(state.wireName()), refused.getMessage());
                }
            }
        }
        assertEquals(TABLE, taken);
    }

    @Test
    void oneBeginsByBeingEnqueued() {
        JobChange change = JobSamples.after();
        assertEquals(JobAction.ENQUEUE, change.action());
        assertEquals(JobState.PENDING, change.job().state());
        assertEquals(1, change.job().revision());
        assertTrue(Arrays.stream(JobState.values())
                .allMatch(state -> JobAction.ENQUEUE.from(state).isEmpty()));
    }

    @Test
    void statesAreFoundByTheirNames() {
        for (JobState state : JobState.values()) {
            assertEquals(state, JobState.named(state.wireName()));
        }
        assertThrows(Refusal.class, () -> JobState.named("PENDING"));
    }

    @Test
    void aJobWaitsRunsOrHasFinished() {
        for (JobState state : JobState.values()) {
            assertEquals(state != JobState.RUNNING, state.waiting() ^ state.finished());
        }
    }

    private static String row(JobAction action, JobState from, JobState to) {
        return "%s leads from %s to %s".formatted(action, from, to);
    }
}
