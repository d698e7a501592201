package dev.dwp.application.port.in;

import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobId;
import java.util.List;

/** {@code dlq.replay} and {@code dlq.purge} (PROTOCOL §5): what can be done with a job whose last attempt failed. */
public interface DeadLetters {

    /**
     * Brings it back under its own id and options with its count reset.
     *
     * @throws dev.dwp.domain.frame.Refusal 404 when it does not exist for this caller, 409 when it is no dead letter
     */
    Job replay(Caller caller, JobId id);

    /**
     * Removes it for ever; returns it as it was.
     *
     * @throws dev.dwp.domain.frame.Refusal 404 when it does not exist for this caller, 409 when it is no dead letter
     */
    Job purge(Caller caller, JobId id);

    /** Replays each as {@link #replay} does; the results are in the order of the ids. */
    List<ItemResult<Job>> replayAll(Caller caller, List<JobId> ids);

    /** Purges each as {@link #purge} does; the results, the jobs as they were, are in the order of the ids. */
    List<ItemResult<Job>> purgeAll(Caller caller, List<JobId> ids);
}
