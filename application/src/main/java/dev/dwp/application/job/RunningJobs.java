package dev.dwp.application.job;

import dev.dwp.domain.job.JobId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The attempts whose end this worker still has to write: those whose leases it renews. At most one for a job. Thread-safe.
 */
final class RunningJobs {
    private final ConcurrentHashMap<JobId, RunningJob> byId = new ConcurrentHashMap<>();

    /** Adds an attempt; returns an older one at the same job, of which this worker has not heard yet that it was taken. */
    Optional<RunningJob> add(RunningJob running) {
        return Optional.ofNullable(byId.put(running.job().id(), running));
    }

    void remove(RunningJob running) {
        byId.remove(running.job().id(), running);
    }

    List<RunningJob> all() {
        return List.copyOf(byId.values());
    }

    boolean has(JobId job) {
        return byId.containsKey(job);
    }

    boolean none() {
        return byId.isEmpty();
    }
}
