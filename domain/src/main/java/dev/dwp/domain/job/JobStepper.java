package dev.dwp.domain.job;

import dev.dwp.domain.frame.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Copies a job into its next state, field by field. Used by {@link Job} alone, within one call. */
final class JobStepper {
    private final Job before;
    private final JobAction action;
    private final JobState state;
    private final Instant now;

    private int retryCount;
    private Instant runAt;
    private @Nullable Lease lease;
    private @Nullable Instant startedAt;
    private @Nullable Instant completedAt;
    private @Nullable String lastError;
    private @Nullable Value result;
    private @Nullable Progress progress;
    private boolean lost;

    JobStepper(Job before, JobAction action, JobState state, Instant now) {
        this.before = before;
        this.action = action;
        this.state = state;
        this.now = now;
        retryCount = before.retryCount();
        runAt = before.runAt();
        lease = before.lease();
        startedAt = before.startedAt();
        completedAt = before.completedAt();
        lastError = before.lastError();
        result = before.result();
        progress = before.progress();
    }

    JobStepper lost() {
        lost = true;
        return this;
    }

    JobStepper lease(Lease claimed) {
        lease = claimed;
        return this;
    }

    JobStepper startedAt(Instant started) {
        startedAt = started;
        return this;
    }

    JobStepper progress(@Nullable Progress told) {
        progress = told;
        return this;
    }

    JobStepper result(Value returned) {
        result = returned;
        return this;
    }

    JobStepper retryCount(int count) {
        retryCount = count;
        return this;
    }

    JobStepper lastError(String error) {
        lastError = error;
        return this;
    }

    JobStepper waitUntil(Instant when) {
        runAt = when;
        lease = null;
        return this;
    }

    JobStepper finished() {
        completedAt = now;
        lease = null;
        return this;
    }

    JobStepper anew() {
        retryCount = 0;
        startedAt = null;
        completedAt = null;
        lastError = null;
        result = null;
        progress = null;
        return this;
    }

    /** The history, with the attempt that this action ends, if it ends one. */
    private List<Attempt> attempts() {
        Lease held = before.lease();
        Instant started = before.startedAt();
        Attempt.Outcome outcome = outcome();
        if (held == null || started == null || outcome == null) {
            return before.attempts();
        }
        boolean failed = outcome != Attempt.Outcome.COMPLETED && outcome != Attempt.Outcome.CANCELLED;
        List<Attempt> all = new ArrayList<>(before.attempts());
        all.add(new Attempt(before.attempt(), held.worker(), started, now, outcome, failed ? lastError : null));
        return all.subList(Math.max(0, all.size() - Job.ATTEMPTS_KEPT), all.size());
    }

    private Attempt.@Nullable Outcome outcome() {
        return switch (action) {
            case COMPLETE -> Attempt.Outcome.COMPLETED;
            case RETRY, FAIL -> lost ? Attempt.Outcome.LOST : Attempt.Outcome.FAILED;
            case CANCEL -> Attempt.Outcome.CANCELLED;
            case RELEASE -> Attempt.Outcome.RELEASED;
            case ENQUEUE, CLAIM, PROGRESS, REPLAY -> null;
        };
    }

    JobChange done() {
        Job after = new Job(
                before.id(),
                before.spec(),
                state,
                retryCount,
                runAt,
                lease,
                startedAt,
                completedAt,
                lastError,
                result,
                progress,
                attempts(),
                before.createdAt(),
                now,
                before.revision() + 1);
        return new JobChange(action, after);
    }
}
