package dev.dwp.application.job;

import dev.dwp.application.port.out.Change;
import dev.dwp.application.port.out.Changeset;
import dev.dwp.application.port.out.Commits;
import dev.dwp.application.port.out.StaleWrite;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobChange;
import dev.dwp.domain.job.Lease;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * A job that this worker holds, as far as writing goes: one change after another, each on top of the last, until one ends
 * the attempt or a stranger's change fences it off. Thread-safe.
 */
final class HeldJob {
    private final Commits commits;
    private final InstantSource clock;

    /** The role of writing: one permit. Not a lock, as a write waits for the store. Guards what follows. */
    private final Semaphore role = new Semaphore(1);

    private volatile Job latest;
    private boolean over;

    /** What a write does to the job. */
    @FunctionalInterface
    interface Step {
        /** Changes that follow one another, the last of which ends the attempt unless the job still runs; or none. */
        List<JobChange> after(Job job, Instant now);
    }

    HeldJob(Job claimed, Commits commits, InstantSource clock) {
        this.latest = claimed;
        this.commits = commits;
        this.clock = clock;
    }

    /** Until when its last change leased the job; reports of progress renew the lease. */
    Instant leasedUntil() {
        Lease lease = latest.lease();
        return lease == null ? Instant.MIN : lease.until();
    }

    /**
     * Writes, after any write under way.
     *
     * @return the job afterwards; empty when the attempt had ended already, so that nothing was written
     * @throws dev.dwp.application.port.out.StoreUnavailable when nothing was written; it may be tried again
     */
    Optional<Job> write(Step step) {
        role.acquireUninterruptibly();
        try {
            return !over && commit(step) ? Optional.of(latest) : Optional.empty();
        } finally {
            role.release();
        }
    }

    /** Writes like {@link #write}, but not when another write is under way; {@code false} says so, too. */
    boolean writeIfFree(Step step) {
        if (!role.tryAcquire()) {
            return false;
        }
        try {
            return !over && commit(step);
        } finally {
            role.release();
        }
    }

    private boolean commit(Step step) {
        Instant now = clock.instant();
        List<JobChange> changes = step.after(latest, now);
        if (changes.isEmpty()) {
            return true;
        }
        try {
            commits.commit(new Changeset(
                    now, changes.stream().<Change>map(Change.OfJob::new).toList()));
        } catch (StaleWrite e) {
            over = true;
            return false;
        }
        latest = changes.getLast().job();
        over = latest.lease() == null;
        return true;
    }
}
