package dev.dwp.domain.workflow;

import dev.dwp.domain.frame.Value;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of one step of a run: what {@code workflow.timeline} shows and what a restart remembers (PROTOCOL §6).
 *
 * @param seq its place in the run's timeline, from 1
 * @param stepName unique within the run, over all kinds
 * @param attempt from 1
 * @param awaits what may end it, while it waits
 * @param data what it returned
 * @param error what it threw
 */
public record TimelineEntry(
        RunId runId,
        int seq,
        String stepName,
        StepKind kind,
        EntryState state,
        int attempt,
        @Nullable Await awaits,
        Instant startedAt,
        @Nullable Instant completedAt,
        @Nullable Value data,
        @Nullable String error) {

    /** The same entry, returned. */
    public TimelineEntry completed(Value returned, Instant now) {
        return new TimelineEntry(
                runId, seq, stepName, kind, EntryState.COMPLETED, attempt, awaits, startedAt, now, returned, null);
    }

    /** The same entry, thrown. */
    public TimelineEntry failed(String thrown, Instant now) {
        return new TimelineEntry(
                runId, seq, stepName, kind, EntryState.FAILED, attempt, awaits, startedAt, now, null, thrown);
    }

    /** The same entry, given up. */
    public TimelineEntry cancelled(Instant now) {
        return new TimelineEntry(
                runId, seq, stepName, kind, EntryState.CANCELLED, attempt, awaits, startedAt, now, null, error);
    }
}
