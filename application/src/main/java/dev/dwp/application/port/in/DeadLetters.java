package dev.dwp.application.port.in;

import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobId;

/** {@code dlq.replay} and {@code dlq.purge} (PROTOCOL §5): what can be done with a job whose last attempt failed. */
public interface DeadLetters {

    /**
     * Brings it back under its own id and options with its count reset.
     *
     * @throws dev.dwp.domain.frame.Refusal 404 when it does not exist for this caller, 409 when it is no dead letter
     */
    Job replay(Caller caller, JobId id);

    /**
     * Removes it for ever.
     *
     * @throws dev.dwp.domain.frame.Refusal 404 when it does not exist for this caller, 409 when it is no dead letter
     */
    void purge(Caller caller, JobId id);
}
