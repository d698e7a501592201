package dev.dwp.application.job;

import dev.dwp.application.port.out.Change;
import dev.dwp.application.port.out.Changeset;
import dev.dwp.application.port.out.CommitInDoubt;
import dev.dwp.application.port.out.StaleWrite;
import dev.dwp.application.port.out.Store;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobChange;
import dev.dwp.domain.job.Lease;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Writes a job that this worker holds: one change after another, each on top of the last, until one ends the attempt or a
 * stranger's change fences it off. A commit whose outcome is in doubt is looked up before the next one, and adopted where it
 * took place: else this worker would take its own change for a stranger's. Thread-safe.
 */
final class HeldJob {
    private final Store store;
    private final InstantSource clock;

    /** The role of writing: one permit. Not a lock, as a write waits for the store. Guards what follows. */
    private final Semaphore role = new Semaphore(1);

    private volatile Job latest;
    private boolean over;

    /** The job as commits in doubt have left it, if one of them took place: perhaps only when the next one comes. */
    private final List<Job> doubted = new ArrayList<>();

    /** What a write does to the job. */
    @FunctionalInterface
    interface Step {
        /** Changes that follow one another, the last of which ends the attempt unless the job still runs; or none. */
        List<JobChange> after(Job job, Instant now);
    }

    HeldJob(Job claimed, Store store, InstantSource clock) {
        this.latest = claimed;
        this.store = store;
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
     * @throws dev.dwp.application.port.out.StoreUnavailable when nothing was written, as far as is known; it may be tried
     *     again, and does not happen twice
     */
    Optional<Job> write(Step step) {
        role.acquireUninterruptibly();
        try {
            return commit(step) ? Optional.of(latest) : Optional.empty();
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
            return commit(step);
        } finally {
            role.release();
        }
    }

    /** Goes on from a commit in doubt that turns out to have taken place; tells whether one has. */
    private boolean adoptDoubted() {
        if (doubted.isEmpty()) {
            return false;
        }
        Job stored = store.jobs().find(latest.id()).orElse(null);
        if (stored == null || doubted.stream().noneMatch(written -> isSame(stored, written))) {
            return false;
        }
        adopt(stored);
        return true;
    }

    /** Its lease may have been renewed since, which is no change of the job. */
    private static boolean isSame(Job stored, Job written) {
        return stored.revision() == written.revision()
                && stored.state() == written.state()
                && stored.updatedAt().equals(written.updatedAt());
    }

    private void adopt(Job written) {
        doubted.clear();
        latest = written;
        over = written.lease() == null;
    }

    /** Tells whether the step's changes are written, or what ended the attempt before them was, by an earlier try. */
    private boolean commit(Step step) {
        if (over) {
            return false;
        }
        if (adoptDoubted() && over) {
            return true;
        }
        Instant now = clock.instant();
        List<JobChange> changes = step.after(latest, now);
        if (changes.isEmpty()) {
            return true;
        }
        Job written = changes.getLast().job();
        try {
            store.commits()
                    .commit(new Changeset(
                            now, changes.stream().<Change>map(Change.OfJob::new).toList()));
        } catch (StaleWrite e) {
            if (adoptDoubted()) {
                return over || commit(step);
            }
            over = true;
            return false;
        } catch (CommitInDoubt e) {
            doubted.add(written);
            throw e;
        }
        adopt(written);
        return true;
    }
}
