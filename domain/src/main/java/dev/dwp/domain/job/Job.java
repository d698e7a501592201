package dev.dwp.domain.job;

import dev.dwp.domain.frame.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A job at one moment of its life. Immutable: each action returns the {@link JobChange} that a store commits, and
 * throws {@link IllegalTransition} where {@link JobAction}'s table forbids it.
 *
 * @param retryCount how many retries were granted so far; the attempt under way or next is one more
 * @param runAt when it may run at the earliest
 * @param lease who runs it, while it runs
 * @param startedAt when the latest attempt began
 * @param completedAt when it reached its last state
 * @param lastError what the latest failed attempt said
 * @param result what its handler returned
 * @param progress what its handler told last
 * @param attempts how its latest attempts ended, oldest first; at most {@link #ATTEMPTS_KEPT}
 * @param revision grows by one with every change; a write that knows an older one is refused, which also fences off a
 *     worker whose lease ran out
 */
public record Job(
        JobId id,
        JobSpec spec,
        JobState state,
        int retryCount,
        Instant runAt,
        @Nullable Lease lease,
        @Nullable Instant startedAt,
        @Nullable Instant completedAt,
        @Nullable String lastError,
        @Nullable Value result,
        @Nullable Progress progress,
        List<Attempt> attempts,
        Instant createdAt,
        Instant updatedAt,
        long revision) {
    /** How many attempts a job's history shows. */
    public static final int ATTEMPTS_KEPT = 20;

    /**
     * Keeps its own copy of the history.
     *
     * @throws IllegalArgumentException when the state contradicts the lease or the end
     */
    public Job {
        attempts = List.copyOf(attempts);
        if ((state == JobState.RUNNING) != (lease != null)) {
            throw new IllegalArgumentException("%s is %s %s a lease; only a running job has one."
                    .formatted(id, state.wireName(), lease == null ? "without" : "with"));
        }
        if (state.finished() != (completedAt != null)) {
            throw new IllegalArgumentException("%s is %s %s an instant at which it ended; only a finished job has one."
                    .formatted(id, state.wireName(), completedAt == null ? "without" : "with"));
        }
    }

    /** A job that has just been asked for. */
    public static JobChange enqueue(JobId id, JobSpec spec, Instant runAt, Instant now) {
        Job job = new Job(
                id, spec, JobState.PENDING, 0, runAt, null, null, null, null, null, null, List.of(), now, now, 1);
        return new JobChange(JobAction.ENQUEUE, job);
    }

    /** The number of the attempt under way, or of the next or last one; from 1. */
    public int attempt() {
        return retryCount + 1;
    }

    boolean retriesLeft() {
        return retryCount < spec.retry().maxRetries();
    }

    private Duration pause(RandomGenerator random) {
        return spec.retry().delayBefore(retryCount + 1, random);
    }

    /** A worker takes it. */
    public JobChange claim(Lease claimed, Instant now) {
        return change(JobAction.CLAIM, now)
                .lease(claimed)
                .startedAt(now)
                .progress(null)
                .done();
    }

    /** Its handler tells how far it is. */
    public JobChange progress(Progress told, Instant now) {
        return change(JobAction.PROGRESS, now).progress(told).done();
    }

    /** Its handler returned a result. */
    public JobChange complete(Value returned, Instant now) {
        return change(JobAction.COMPLETE, now).result(returned).finished().done();
    }

    /**
     * The attempt failed: another follows after the pause that its retry policy draws, or, where none is left, it becomes a
     * dead letter.
     *
     * @param permanent that no other attempt can do better
     * @param notBefore the earliest instant of the next attempt, also where the pause ends sooner
     */
    public JobChange attemptFailed(
            String error, boolean permanent, Instant notBefore, RandomGenerator random, Instant now) {
        if (permanent || !retriesLeft()) {
            return fail(error, now);
        }
        Duration pause = pause(random);
        boolean tooSoon = notBefore.isAfter(now.plus(pause));
        return retry(error, tooSoon ? Duration.between(now, notBefore) : pause, now);
    }

    /** The worker of the attempt was lost: another follows as after a failure, or none where none is left. */
    public JobChange attemptLost(String error, RandomGenerator random, Instant now) {
        return retriesLeft() ? retryLost(error, pause(random), now) : failLost(error, now);
    }

    /** The attempt failed; another follows after a pause. */
    public JobChange retry(String error, Duration pause, Instant now) {
        return change(JobAction.RETRY, now)
                .retryCount(retryCount + 1)
                .lastError(error)
                .waitUntil(now.plus(pause))
                .done();
    }

    /** The worker of the attempt was lost; another attempt follows after a pause. */
    public JobChange retryLost(String error, Duration pause, Instant now) {
        return change(JobAction.RETRY, now)
                .lost()
                .retryCount(retryCount + 1)
                .lastError(error)
                .waitUntil(now.plus(pause))
                .done();
    }

    /** The worker of the last attempt was lost. */
    public JobChange failLost(String error, Instant now) {
        return change(JobAction.FAIL, now).lost().lastError(error).finished().done();
    }

    /** Its worker stops before the attempt has ended; it may run elsewhere at once. */
    public JobChange release(String reason, Instant now) {
        return release(reason, now, now);
    }

    /** The same, but it may run elsewhere only from an instant on: until then its handler may still be at it. */
    public JobChange release(String reason, Instant notBefore, Instant now) {
        return change(JobAction.RELEASE, now)
                .lastError(reason)
                .waitUntil(notBefore)
                .done();
    }

    /** The last attempt failed. */
    public JobChange fail(String error, Instant now) {
        return change(JobAction.FAIL, now).lastError(error).finished().done();
    }

    /** Someone no longer wants it. */
    public JobChange cancel(Instant now) {
        return change(JobAction.CANCEL, now).finished().done();
    }

    /** Someone brings it back from the dead letters: it begins anew. */
    public JobChange replay(Instant now) {
        return change(JobAction.REPLAY, now).anew().waitUntil(now).done();
    }

    /** The same job under a longer lease; not a change that anyone is told of. */
    public Job renewed(Lease longer) {
        return new Job(
                id,
                spec,
                state,
                retryCount,
                runAt,
                longer,
                startedAt,
                completedAt,
                lastError,
                result,
                progress,
                attempts,
                createdAt,
                updatedAt,
                revision);
    }

    /**
     * The same job under the longer of its lease and the one that is stored of it, where both are the same worker's: a change
     * that was made from the job as it was before a renewal does not undo that.
     */
    public Job keepingLaterLease(@Nullable Lease stored) {
        if (lease == null
                || stored == null
                || !stored.worker().equals(lease.worker())
                || !stored.until().isAfter(lease.until())) {
            return this;
        }
        return renewed(stored);
    }

    /** The same job with its payload and result in another form. */
    @SuppressWarnings("ReferenceEquality") // a form that changes nothing gives back what it got
    public Job inForm(UnaryOperator<Value> form) {
        JobSpec sameSpec = spec.inForm(form);
        Value sameResult = result == null ? null : form.apply(result);
        if (sameSpec == spec && sameResult == result) {
            return this;
        }
        return new Job(
                id,
                sameSpec,
                state,
                retryCount,
                runAt,
                lease,
                startedAt,
                completedAt,
                lastError,
                sameResult,
                progress,
                attempts,
                createdAt,
                updatedAt,
                revision);
    }

    private JobStepper change(JobAction action, Instant now) {
        JobState next =
                action.from(state).orElseThrow(() -> new IllegalTransition(id.text(), action, state.wireName()));
        return new JobStepper(this, action, next, now);
    }
}
