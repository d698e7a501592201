package dev.dwp.application.store;

import dev.dwp.domain.job.JobPhase;
import dev.dwp.domain.job.JobSpec;
import dev.dwp.domain.job.JobState;
import dev.dwp.domain.job.TenantQueue;

/** Names a count of jobs: of those of one tenant, queue and name that are in one state and phase. */
public record JobCountKey(TenantQueue queue, String name, JobState state, JobPhase phase) {
    /** The count that a job belongs to. */
    public static JobCountKey of(JobSpec spec, JobState state, JobPhase phase) {
        return new JobCountKey(TenantQueue.of(spec), spec.name(), state, phase);
    }
}
