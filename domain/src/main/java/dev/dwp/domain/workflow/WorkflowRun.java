package dev.dwp.domain.workflow;

import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.IllegalTransition;
import dev.dwp.domain.job.Lease;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A workflow run at one moment of its life. Immutable: each action returns the {@link RunChange} that a store commits,
 * and throws {@link IllegalTransition} where {@link RunAction}'s table forbids it.
 *
 * @param fences how many claims there have been
 * @param claim who runs its code now; {@code null} while it waits
 * @param wakeAt when its code should be taken up (again) at the latest; {@code null} for when something wakes it
 * @param cancelRequested whether its code is to stop and its compensations are to run
 * @param compensable whether its code may have registered compensations; {@code false} only where it surely has none
 * @param losses how many workers were lost over it, one after the other, without getting anywhere with it
 * @param error why it failed; while it is {@code RUNNING}, why its compensations run
 * @param revision grows by one with every change; a write that knows an older one is refused
 */
public record WorkflowRun(
        RunId id,
        RunSpec spec,
        RunState state,
        int fences,
        @Nullable RunClaim claim,
        @Nullable Instant wakeAt,
        boolean cancelRequested,
        boolean compensable,
        int losses,
        @Nullable Value output,
        @Nullable String error,
        Instant startedAt,
        @Nullable Instant completedAt,
        Instant updatedAt,
        long revision) {

    /**
     * Made of these.
     *
     * @throws IllegalArgumentException when the state contradicts the claim or the end
     */
    public WorkflowRun {
        if (claim != null && state != RunState.RUNNING) {
            throw new IllegalArgumentException(
                    "%s is %s with a claim; only a running one has one.".formatted(id, state.wireName()));
        }
        if ((state == RunState.RUNNING) == (completedAt != null)) {
            throw new IllegalArgumentException("%s is %s %s an instant at which it ended; only a finished run has one."
                    .formatted(id, state.wireName(), completedAt == null ? "without" : "with"));
        }
    }

    /** A run that has just been asked for. */
    public static RunChange start(RunId id, RunSpec spec, Instant now) {
        WorkflowRun run = new WorkflowRun(
                id, spec, RunState.RUNNING, 0, null, now, false, false, 0, null, null, now, null, now, 1);
        return new RunChange(RunAction.START, run, null);
    }

    /** A run that has just been asked for, and whose code a worker takes up at once. */
    public static RunChange start(RunId id, RunSpec spec, Lease lease, Instant now) {
        RunClaim claim = new RunClaim(1, lease);
        WorkflowRun run = new WorkflowRun(
                id, spec, RunState.RUNNING, 1, claim, null, false, true, 0, null, null, now, null, now, 1);
        return new RunChange(RunAction.START, run, null);
    }

    /** A worker takes up its code. */
    public RunChange claim(Lease lease, Instant now) {
        int fence = fences + 1;
        return change(RunAction.CLAIM, now)
                .claim(new RunClaim(fence, lease))
                .fences(fence)
                .wakeAt(null)
                .compensable(true)
                .done(null);
    }

    /**
     * An entry of its timeline began or ended under the worker's hands. A worker that can write knows of all that came
     * before, so there is nothing left that it has to be woken for.
     */
    public RunChange advance(TimelineEntry entry, Instant now) {
        return change(RunAction.ADVANCE, now).wakeAt(null).losses(0).done(entry);
    }

    /** An entry of its timeline ended from outside: its code is to go on. */
    public RunChange wake(TimelineEntry entry, Instant now) {
        return change(RunAction.ADVANCE, now).wakeAt(now).done(entry);
    }

    /** An entry of its timeline ended from outside, which is no reason yet for its code to go on. */
    public RunChange amend(TimelineEntry entry, Instant now) {
        return change(RunAction.ADVANCE, now).done(entry);
    }

    /** All of its code waits, until an instant or until something wakes it. */
    public RunChange suspend(@Nullable Instant until, Instant now) {
        return change(RunAction.SUSPEND, now)
                .claim(null)
                .wakeAt(until)
                .losses(0)
                .done(null);
    }

    /** The same, and its code has registered no compensation so far: should it be cancelled, there is nothing left to do. */
    public RunChange suspendWithNothingToCompensate(@Nullable Instant until, Instant now) {
        return change(RunAction.SUSPEND, now)
                .claim(null)
                .wakeAt(until)
                .compensable(false)
                .losses(0)
                .done(null);
    }

    /** Its worker hands it back: it may be taken up elsewhere at once. */
    public RunChange release(Instant now) {
        return change(RunAction.RELEASE, now).claim(null).wakeAt(now).done(null);
    }

    /** Its worker was lost, maybe over what it does: it may be taken up elsewhere at once. */
    public RunChange lose(Instant now) {
        return change(RunAction.RELEASE, now)
                .claim(null)
                .wakeAt(now)
                .losses(losses + 1)
                .done(null);
    }

    /** Its code is to stop. */
    public RunChange requestCancel(Instant now) {
        return requestCancel(now, now);
    }

    /**
     * Its code is to stop.
     *
     * @param wake when a worker takes it up for that, unless whoever asks has ended it before
     */
    public RunChange requestCancel(Instant wake, Instant now) {
        return change(RunAction.REQUEST_CANCEL, now)
                .cancelRequested(true)
                .wakeAt(wake)
                .losses(0)
                .done(null);
    }

    /** Its code failed: its compensations are to run before it fails for good. */
    public RunChange rollBack(String thrown, Instant now) {
        return change(RunAction.ROLL_BACK, now)
                .error(thrown)
                .wakeAt(null)
                .losses(0)
                .done(null);
    }

    /**
     * It cannot be let go on, be it that its workers were lost over it again and again or that its code broke a rule: the
     * next worker runs its compensations alone.
     */
    public RunChange rollBackLost(String sentence, Instant now) {
        return change(RunAction.ROLL_BACK, now)
                .claim(null)
                .wakeAt(now)
                .error(sentence)
                .losses(0)
                .done(null);
    }

    /** Its code returned. */
    public RunChange complete(Value returned, Instant now) {
        return change(RunAction.COMPLETE, now)
                .output(returned)
                .error(null)
                .finished()
                .done(null);
    }

    /** Its code failed, and its compensations have run. */
    public RunChange fail(String thrown, Instant now) {
        return change(RunAction.FAIL, now).error(thrown).finished().done(null);
    }

    /**
     * It was cancelled, and its compensations have run.
     *
     * @param thrown what compensations failed with
     */
    public RunChange cancel(@Nullable String thrown, Instant now) {
        return change(RunAction.CANCEL, now).error(thrown).finished().done(null);
    }

    /** Whether its code has failed and its compensations run: from there it can only fail. */
    public boolean rollingBack() {
        return state == RunState.RUNNING && error != null;
    }

    /** Whether it could be cancelled without running any code: none runs now, and there is nothing to compensate. */
    public boolean idle() {
        return state == RunState.RUNNING && claim == null && !compensable;
    }

    /** It goes on again from what its timeline still remembers. */
    public RunChange replay(Instant now) {
        return change(RunAction.REPLAY, now).anew().wakeAt(now).done(null);
    }

    /** The same run under a longer lease; not a change that anyone is told of. */
    public WorkflowRun renewed(RunClaim longer) {
        return new WorkflowRun(
                id,
                spec,
                state,
                fences,
                longer,
                wakeAt,
                cancelRequested,
                compensable,
                losses,
                output,
                error,
                startedAt,
                completedAt,
                updatedAt,
                revision);
    }

    /**
     * The same run under the longer of its lease and the one that is stored of it, where both are of the same claim: a change
     * that was made from the run as it was before a renewal does not undo that.
     */
    public WorkflowRun keepingLaterLease(@Nullable RunClaim stored) {
        if (claim == null
                || stored == null
                || stored.fence() != claim.fence()
                || !stored.lease().until().isAfter(claim.lease().until())) {
            return this;
        }
        return renewed(stored);
    }

    /** The same run with its input and output in another form. */
    @SuppressWarnings("ReferenceEquality") // a form that changes nothing gives back what it got
    public WorkflowRun inForm(UnaryOperator<Value> form) {
        RunSpec sameSpec = spec.inForm(form);
        Value sameOutput = output == null ? null : form.apply(output);
        if (sameSpec == spec && sameOutput == output) {
            return this;
        }
        return new WorkflowRun(
                id,
                sameSpec,
                state,
                fences,
                claim,
                wakeAt,
                cancelRequested,
                compensable,
                losses,
                sameOutput,
                error,
                startedAt,
                completedAt,
                updatedAt,
                revision);
    }

    private RunStepper change(RunAction action, Instant now) {
        RunState next =
                action.from(state).orElseThrow(() -> new IllegalTransition(id.text(), action, state.wireName()));
        return new RunStepper(this, action, next, now);
    }
}
