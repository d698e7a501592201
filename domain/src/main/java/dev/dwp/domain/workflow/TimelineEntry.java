package dev.dwp.domain.workflow;

import dev.dwp.domain.frame.Value;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of one step of a run: what {@code workflow.timeline} shows and what a restart remembers (PROTOCOL §6).
 *
 * @param seq its place in the run's timeline, from 1
 * @param stepName unique within the run, over all kinds
 * @param branch the branch of a parallel that it is on; {@code null} on the run's main line
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
        @Nullable BranchRef branch,
        EntryState state,
        int attempt,
        @Nullable Await awaits,
        Instant startedAt,
        @Nullable Instant completedAt,
        @Nullable Value data,
        @Nullable String error) {

    /**
     * Made of these.
     *
     * @throws IllegalArgumentException when the state contradicts the end
     */
    public TimelineEntry {
        if (state.ended() != (completedAt != null)) {
            throw new IllegalArgumentException(
                    "Step '%s' of %s is %s %s an instant at which it ended; only one that has ended has one."
                            .formatted(stepName, runId, state.wireName(), completedAt == null ? "without" : "with"));
        }
    }

    /** The first attempt of a step that begins to work. */
    public static TimelineEntry running(Place place, StepKind kind, Instant now) {
        return first(place, kind, EntryState.RUNNING, null, now);
    }

    /** An entry that begins to wait; a parallel, which awaits nothing by itself, for its branches. */
    public static TimelineEntry waiting(Place place, StepKind kind, @Nullable Await awaits, Instant now) {
        return first(place, kind, EntryState.WAITING, awaits, now);
    }

    /** The attempt after this one, which begins when the pause before it is over. */
    public TimelineEntry next(int seqOfNext, Instant pauseEnds, Instant now) {
        return new TimelineEntry(
                runId,
                seqOfNext,
                stepName,
                kind,
                branch,
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
        return with(EntryState.RUNNING, now, null, null, null);
    }

    /** The same entry, returned. */
    public TimelineEntry completed(Value returned, Instant now) {
        return with(EntryState.COMPLETED, startedAt, now, returned, null);
    }

    /** The same entry, returned without anything: its time was up. */
    public TimelineEntry timedOut(Instant now) {
        return with(EntryState.COMPLETED, startedAt, now, null, null);
    }

    /** The same entry, thrown. */
    public TimelineEntry failed(String thrown, Instant now) {
        return with(EntryState.FAILED, startedAt, now, null, thrown);
    }

    /** The same entry, failed by one of its branches, counted from 0. */
    public TimelineEntry failedBy(int failed, String thrown, Instant now) {
        Value which = Value.struct().put("branch", failed).build();
        return with(EntryState.FAILED, startedAt, now, which, thrown);
    }

    /** The same entry, given up. */
    public TimelineEntry cancelled(Instant now) {
        return with(EntryState.CANCELLED, startedAt, now, null, error);
    }

    /** The same entry, waiting again as if it had not ended. */
    public TimelineEntry reopened() {
        return with(EntryState.WAITING, startedAt, null, null, null);
    }

    private static TimelineEntry first(
            Place place, StepKind kind, EntryState state, @Nullable Await awaits, Instant now) {
        return new TimelineEntry(
                place.run(),
                place.seq(),
                place.stepName(),
                kind,
                place.branch(),
                state,
                1,
                awaits,
                now,
                null,
                null,
                null);
    }

    private TimelineEntry with(
            EntryState next,
            Instant began,
            @Nullable Instant ended,
            @Nullable Value returned,
            @Nullable String thrown) {
        return new TimelineEntry(
                runId, seq, stepName, kind, branch, next, attempt, awaits, began, ended, returned, thrown);
    }

    /** Where a new entry stands in its run. */
    public record Place(
            RunId run, int seq, String stepName, @Nullable BranchRef branch) {}

    /** The same entry with its data in another form. */
    @SuppressWarnings("ReferenceEquality") // a form that changes nothing gives back what it got
    public TimelineEntry inForm(UnaryOperator<Value> form) {
        Value same = data == null ? null : form.apply(data);
        return same == data
                ? this
                : new TimelineEntry(
                        runId,
                        seq,
                        stepName,
                        kind,
                        branch,
                        state,
                        attempt,
                        awaits,
                        startedAt,
                        completedAt,
                        same,
                        error);
    }
}
