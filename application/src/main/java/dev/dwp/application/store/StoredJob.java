package dev.dwp.application.store;

import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobPhase;
import dev.dwp.domain.job.JobState;
import dev.dwp.domain.job.Lease;
import org.jspecify.annotations.Nullable;

/**
 * The part of a stored job that decides which changes of it are accepted.
 *
 * @param phase under which it is counted
 * @param lease who runs it, while it runs
 */
public record StoredJob(
        long revision,
        JobState state,
        JobPhase phase,
        @Nullable Lease lease) {
    /** Extracts it from a job. */
    public static StoredJob of(Job job, JobPhase phase) {
        return new StoredJob(job.revision(), job.state(), phase, job.lease());
    }
}
