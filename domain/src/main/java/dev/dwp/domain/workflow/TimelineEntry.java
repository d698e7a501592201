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
 * @param startedAt when it began; of an attempt after a pause, when the pause was over
 * @param data what it returned; {@code null} where it has not, or where a wait ended because its time was up
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

    /** An entry that its code begins to work on. */
    public static TimelineEntry running(RunId run, int seq, String name, StepKind kind, int attempt, Instant now) {
        return new TimelineEntry(run, seq, name, kind, EntryState.RUNNING, attempt, null, now, null, null, null);
    }

    /** An entry that begins to wait; a parallel, which awaits nothing by itself, for its branches. */
    public static TimelineEntry waiting(
            RunId run, int seq, String name, StepKind kind, @Nullable Await awaits, Instant now) {
        return new TimelineEntry(run, seq, name, kind, EntryState.WAITING, 1, awaits, now, null, null, null);
    }

    /** The attempt after this one, which begins when the pause before it is over. */
    public TimelineEntry next(int seqOfNext, Instant pauseEnds, Instant now) {
        return new TimelineEntry(
                runId,
                seqOfNext,
                stepName,
                kind,
                EntryState.WAITING,
                attempt + 1,
                new Await.ForTime(pauseEnds),
                now,
                null,
                null,
                null);
    }

    /** The same entry, at work from now on. */
    public TimelineEntry begun(Instant now) {
        return new TimelineEntry(
                runId, seq, stepName, kind, EntryState.RUNNING, attempt, awaits, now, null, null, null);
    }

    /** The same entry, returned. */
    public TimelineEntry completed(Value returned, Instant now) {
        return ended(EntryState.COMPLETED, returned, null, now);
    }

    /** The same entry, returned without anything: its time was up. */
    public TimelineEntry timedOut(Instant now) {
        return ended(EntryState.COMPLETED, null, null, now);
    }

    /** The same entry, thrown. */
    public TimelineEntry failed(String thrown, Instant now) {
        return ended(EntryState.FAILED, null, thrown, now);
    }

    /** The same entry, failed by one of its branches, counted from 0. */
    public TimelineEntry failedBy(int branch, String thrown, Instant now) {
        return ended(EntryState.FAILED, Value.struct().put("branch", branch).build(), thrown, now);
    }

    /** The same entry, given up. */
    public TimelineEntry cancelled(Instant now) {
        return ended(EntryState.CANCELLED, null, error, now);
    }

    /** The same entry, waiting again as if it had not ended. */
    public TimelineEntry reopened() {
        return new TimelineEntry(
                runId, seq, stepName, kind, EntryState.WAITING, attempt, awaits, startedAt, null, null, null);
    }

    private TimelineEntry ended(EntryState end, @Nullable Value returned, @Nullable String thrown, Instant now) {
        return new TimelineEntry(runId, seq, stepName, kind, end, attempt, awaits, startedAt, now, returned, thrown);
    }
}
