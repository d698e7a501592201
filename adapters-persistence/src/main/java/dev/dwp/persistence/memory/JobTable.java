package dev.dwp.persistence.memory;

import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobAction;
import dev.dwp.domain.job.JobChange;
import dev.dwp.domain.job.JobId;
import dev.dwp.domain.job.JobState;
import dev.dwp.domain.job.Lease;
import java.util.Collection;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * Jobs in memory, and what finds them by anything but their id. All but {@link #byId} is guarded by the store's lock;
 * whatever is named {@code check} or changes something is called under it.
 */
final class JobTable {
    /** Written under the lock, read by lists without it. */
    private final ConcurrentSkipListMap<String, Job> byId = new ConcurrentSkipListMap<>();

    private final Queues queues = new Queues();
    private final WaitingJobs waiting = new WaitingJobs(queues);
    private final Timetable<Job> leases = new Timetable<>();
    private final Finished<Job> finished = new Finished<>(JobTable::life);
    private final Finished<Job> dead = new Finished<>(JobTable::life);
    private final Keys<JobId> keys = new Keys<>();
    private final Tally<JobState> states = new Tally<>();

    Queues queues() {
        return queues;
    }

    WaitingJobs waiting() {
        return waiting;
    }

    Timetable<Job> leases() {
        return leases;
    }

    /** Those that were completed or cancelled. */
    Finished<Job> finished() {
        return finished;
    }

    /** Those that failed for good. */
    Finished<Job> dead() {
        return dead;
    }

    Keys<JobId> keys() {
        return keys;
    }

    Tally<JobState> states() {
        return states;
    }

    @Nullable
    Job get(JobId id) {
        return byId.get(id.text());
    }

    /** Jobs below an id, or all, newest first. */
    Collection<Job> newestFirst(@Nullable JobId before) {
        return (before == null ? byId : byId.headMap(before.text(), false))
                .descendingMap()
                .values();
    }

    private static Finished.Life life(Job job) {
        return new Finished.Life(job.id().text(), job.spec().key() != null, job.updatedAt());
    }

    private static Keys.@Nullable Ref keyOf(Job job) {
        return Keys.Ref.of(job.spec().tenant(), job.spec().name(), job.spec().key());
    }

    /** Refuses a change whose condition does not hold. */
    void check(JobChange change, Conditions conditions) {
        Job job = change.job();
        Job before = conditions.jobs().get(job.id(), get(job.id()));
        if (change.action() == JobAction.ENQUEUE) {
            Conditions.require(before == null, job.id().text());
            keys.check(keyOf(job), job.id(), job.createdAt(), conditions.jobKeys());
        } else {
            requireRevision(before, job.id(), job.revision() - 1);
            keys.checkEnd(keyOf(job), job.id(), job.completedAt(), conditions.jobKeys());
        }
        conditions.jobs().set(job.id(), withLaterLease(job, before));
    }

    private static void requireRevision(@Nullable Job before, JobId id, long revision) {
        Conditions.require(before != null && before.revision() == revision, id.text());
    }

    void checkLease(JobId id, Lease lease, Conditions conditions) {
        Job before = conditions.jobs().get(id, get(id));
        Conditions.require(before != null && lease.equals(before.lease()), id.text());
    }

    void checkPurge(Job job, Conditions conditions) {
        requireRevision(conditions.jobs().get(job.id(), get(job.id())), job.id(), job.revision());
        conditions.jobs().set(job.id(), null);
        keys.checkRemoval(keyOf(job), job.id(), conditions.jobKeys());
    }

    /**
     * Applies a change that was checked.
     *
     * @return the job as it was before; {@code null} when it is new
     */
    @Nullable
    Job apply(JobChange change) {
        Job job = change.job();
        Job before = get(job.id());
        if (change.action() == JobAction.ENQUEUE) {
            keys.put(keyOf(job), job.id(), job.createdAt());
        } else {
            keys.end(keyOf(job), job.id(), job.completedAt());
        }
        replace(before, withLaterLease(job, before));
        return before;
    }

    /** A renewal is not undone by a change that was made from the job as it was before. */
    private static Job withLaterLease(Job job, @Nullable Job before) {
        Lease brought = job.lease();
        Lease stored = before == null ? null : before.lease();
        if (brought == null || stored == null || !stored.worker().equals(brought.worker())) {
            return job;
        }
        return stored.until().isAfter(brought.until()) ? job.renewed(stored) : job;
    }

    void delete(Job job) {
        replace(get(job.id()), null);
        keys.remove(keyOf(job), job.id());
    }

    /** Lists read without the lock: what stays must never be missing in between. */
    private void replace(@Nullable Job before, @Nullable Job after) {
        if (before != null) {
            index(before, -1);
        }
        if (after != null) {
            byId.put(after.id().text(), after);
            index(after, 1);
        } else if (before != null) {
            byId.remove(before.id().text());
        }
        if (before != null) {
            queues.tidy(before);
        }
    }

    private void index(Job job, int change) {
        states.add(job.spec().tenant(), job.state(), change);
        boolean add = change > 0;
        if (job.state() == JobState.FAILED) {
            dead.index(job, add);
        } else if (job.state().finished()) {
            finished.index(job, add);
        } else if (job.state() == JobState.RUNNING) {
            Lane lane = queues.laneOf(job);
            queues.change(lane, () -> lane.addRunning(change));
            leases.index(Objects.requireNonNull(job.lease()).until(), job.id().text(), job, add);
        } else if (add) {
            waiting.add(job);
        } else {
            waiting.remove(job);
        }
    }

    /** Puts a job under a longer lease, unless it has one. */
    Job renew(Job job, Lease lease) {
        Lease held = job.lease();
        if (held != null && held.until().isAfter(lease.until())) {
            return job;
        }
        Job renewed = job.renewed(lease);
        replace(job, renewed);
        return renewed;
    }
}
