package dev.dwp.domain.workflow;

import dev.dwp.domain.frame.Value;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Copies a run into its next state, field by field. Used by {@link WorkflowRun} alone, within one call. */
final class RunStepper {
    private final WorkflowRun before;
    private final RunAction action;
    private final RunState state;
    private final Instant now;

    private int fences;
    private @Nullable RunClaim claim;
    private @Nullable Instant wakeAt;
    private boolean cancelRequested;
    private boolean compensable;
    private int losses;
    private @Nullable Value output;
    private @Nullable String error;
    private @Nullable Instant completedAt;

    RunStepper(WorkflowRun before, RunAction action, RunState state, Instant now) {
        this.before = before;
        this.action = action;
        this.state = state;
        this.now = now;
        fences = before.fences();
        claim = before.claim();
        wakeAt = before.wakeAt();
        cancelRequested = before.cancelRequested();
        compensable = before.compensable();
        losses = before.losses();
        output = before.output();
        error = before.error();
        completedAt = before.completedAt();
    }

    RunStepper fences(int count) {
        fences = count;
        return this;
    }

    RunStepper claim(@Nullable RunClaim taken) {
        claim = taken;
        return this;
    }

    RunStepper wakeAt(@Nullable Instant when) {
        wakeAt = when;
        return this;
    }

    RunStepper cancelRequested(boolean requested) {
        cancelRequested = requested;
        return this;
    }

    RunStepper compensable(boolean may) {
        compensable = may;
        return this;
    }

    RunStepper losses(int count) {
        losses = count;
        return this;
    }

    RunStepper output(Value returned) {
        output = returned;
        return this;
    }

    RunStepper error(@Nullable String thrown) {
        error = thrown;
        return this;
    }

    RunStepper finished() {
        claim = null;
        wakeAt = null;
        completedAt = now;
        return this;
    }

    RunStepper anew() {
        cancelRequested = false;
        compensable = true;
        losses = 0;
        output = null;
        error = null;
        completedAt = null;
        return this;
    }

    RunChange done(@Nullable TimelineEntry entry) {
        WorkflowRun after = new WorkflowRun(
                before.id(),
                before.spec(),
                state,
                fences,
                claim,
                wakeAt,
                cancelRequested,
                compensable,
                losses,
                output,
                error,
                before.startedAt(),
                completedAt,
                now,
                before.revision() + 1);
        return new RunChange(action, after, entry);
    }
}
