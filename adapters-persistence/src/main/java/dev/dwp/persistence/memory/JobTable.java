package dev.dwp.persistence.memory;

import dev.dwp.application.store.KeyRef;
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
 * whatever changes something is called under it.
 */
final class JobTable {
    /** Written under the lock, read by lists without it. */
    private final ConcurrentSkipListMap<String, Job> byId = new ConcurrentSkipListMap<>();

    private final TenantQueues queues = new TenantQueues();
    private final WaitingJobs waiting = new WaitingJobs(queues);
    private final InstantIndex<Job> leases = new InstantIndex<>();
    private final Finished<Job> finished = new Finished<>(JobTable::life);
    private final Finished<Job> dead = new Finished<>(JobTable::life);
    private final Keys keys = new Keys();
    private final TenantCounts<JobState> states = new TenantCounts<>();

    TenantQueues queues() {
        return queues;
    }

    WaitingJobs waiting() {
        return waiting;
    }

    InstantIndex<Job> leases() {
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

    Keys keys() {
        return keys;
    }

    TenantCounts<JobState> states() {
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

    /** Puts a job in the place of the one of the same id; where it was taken, its tenant has had a turn. */
    void apply(JobChange change) {
        Job job = change.job();
        replace(get(job.id()), job);
        if (change.action() == JobAction.CLAIM) {
            queues.serve(queues.of(job));
        }
    }

    void delete(Job job) {
        replace(get(job.id()), null);
        keys.remove(KeyRef.of(job), job.id().text());
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
            TenantJobs jobs = queues.of(job);
            queues.change(jobs, () -> jobs.addRunning(change));
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
