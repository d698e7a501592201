package dev.dwp.application.port.in;

import dev.dwp.application.port.out.Snapshot;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobId;

/** {@code job.get}, and the snapshot that a subscription to one job begins with (PROTOCOL §5). */
public interface GetJob {

    /**
     * The job of that id.
     *
     * @throws dev.dwp.domain.frame.Refusal 404 when it does not exist for this caller
     */
    Job get(Caller caller, JobId id);

    /**
     * The job of that id as of the head of the event log.
     *
     * @throws dev.dwp.domain.frame.Refusal 404 when it does not exist for this caller
     */
    Snapshot<Job> snapshot(Caller caller, JobId id);
}
