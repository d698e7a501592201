package dev.dwp.application.port.in;

import dev.dwp.domain.job.JobId;

/** {@code job.cancel} (PROTOCOL §5). */
@FunctionalInterface
public interface CancelJob {

    /**
     * Cancels a waiting or running job, interrupting its handler wherever it runs; does nothing to a cancelled one.
     *
     * @throws dev.dwp.domain.frame.Refusal 404 when it does not exist for this caller, 409 when it has finished
     */
    void cancel(Caller caller, JobId id);
}
