package dev.dwp.application.port.in;

import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobId;
import java.util.List;

/** {@code job.cancel} (PROTOCOL §5). */
public interface CancelJob {

    /**
     * Cancels a waiting or running job, interrupting its handler wherever it runs; does nothing to a cancelled one.
     *
     * @throws dev.dwp.domain.frame.Refusal 404 when it does not exist for this caller, 409 when it has finished
     */
    Job cancel(Caller caller, JobId id);

    /** Cancels each as {@link #cancel} does, together where nothing else moves them; the results are in the order of the ids. */
    List<ItemResult<Job>> cancelAll(Caller caller, List<JobId> ids);
}
