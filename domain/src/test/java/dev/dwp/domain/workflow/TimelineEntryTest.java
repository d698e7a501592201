package dev.dwp.domain.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

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
