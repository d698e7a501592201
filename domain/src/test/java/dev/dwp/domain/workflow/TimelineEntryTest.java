package dev.dwp.domain.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.dwp.domain.frame.Value;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL §6: the entries of a timeline")
class TimelineEntryTest {
    private static final Instant LATER = RunSamples.NOW.plusSeconds(5);

    private final TimelineEntry begun = RunSamples.begun(RunSamples.NOW);

    @Test
    void endsWithWhatItReturned() {
        TimelineEntry ended = begun.completed(RunSamples.OUTPUT, LATER);
        assertEquals(EntryState.COMPLETED, ended.state());
        assertEquals(RunSamples.OUTPUT, ended.data());
        assertNull(ended.error());
        isStillTheSame(ended);
    }

    @Test
    void endsWithWhatItThrew() {
        TimelineEntry ended = begun.failed("No.", LATER);
        assertEquals(EntryState.FAILED, ended.state());
        assertEquals("No.", ended.error());
        assertNull(ended.data());
        isStillTheSame(ended);
    }

    @Test
    void isGivenUpWithNeither() {
        TimelineEntry ended = begun.cancelled(LATER);
        assertEquals(EntryState.CANCELLED, ended.state());
        assertNull(ended.data());
        assertNull(ended.error());
        isStillTheSame(ended);
    }

    @Test
    void returnsNothingWhenItsTimeWasUp() {
        TimelineEntry ended = begun.timedOut(LATER);
        assertEquals(EntryState.COMPLETED, ended.state());
        assertNull(ended.data());
        isStillTheSame(ended);
    }

    @Test
    void saysWhichBranchFailedIt() {
        TimelineEntry ended = begun.failedBy(2, "No.", LATER);
        assertEquals(EntryState.FAILED, ended.state());
        assertEquals(Value.struct().put("branch", 2).build(), ended.data());
        assertEquals("No.", ended.error());
        isStillTheSame(ended);
    }

    @Test
    void isFollowedByAnotherAttemptAfterAPause() {
        TimelineEntry next = begun.failed("No.", LATER).next(7, RunSamples.UNTIL, LATER);
        assertEquals(EntryState.WAITING, next.state());
        assertEquals(2, next.attempt());
        assertEquals(7, next.seq());
        assertEquals(new Await.ForTime(RunSamples.UNTIL), next.awaits());
        assertEquals(begun.stepName(), next.stepName());
        assertNull(next.error());
        TimelineEntry again = next.begun(RunSamples.UNTIL);
        assertEquals(EntryState.RUNNING, again.state());
        assertEquals(RunSamples.UNTIL, again.startedAt());
    }

    @Test
    void canBeOpenAgain() {
        TimelineEntry waiting = RunSamples.waiting(RunSamples.NOW);
        assertEquals(waiting, waiting.failed("No.", LATER).reopened());
    }

    @Test
    void kindsAreSpelledAsInTheProtocol() {
        assertEquals(
                List.of("step", "wait", "sleep", "child", "parallel", "compensation"),
                Arrays.stream(StepKind.values()).map(StepKind::wireName).toList());
    }

    @Test
    void whatGoesOnNowIsRunningOrWaiting() {
        assertEquals(
                Set.of("running", "waiting"),
                Arrays.stream(EntryState.values())
                        .filter(state -> !state.ended())
                        .map(EntryState::wireName)
                        .collect(Collectors.toSet()));
    }

    private void isStillTheSame(TimelineEntry ended) {
        assertEquals(LATER, ended.completedAt());
        assertEquals(begun.runId(), ended.runId());
        assertEquals(begun.seq(), ended.seq());
        assertEquals(begun.stepName(), ended.stepName());
        assertEquals(begun.kind(), ended.kind());
        assertEquals(begun.attempt(), ended.attempt());
        assertEquals(begun.startedAt(), ended.startedAt());
    }
}
