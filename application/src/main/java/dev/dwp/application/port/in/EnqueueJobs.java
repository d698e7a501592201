package dev.dwp.application.port.in;

import dev.dwp.domain.frame.Refusal;
import java.util.List;
import java.util.function.Supplier;

/** Accepts many jobs by one commit: {@code job.enqueue} with {@code jobs} (PROTOCOL §5). */
@FunctionalInterface
public interface EnqueueJobs {

    /** The most jobs that one call may ask for. */
    int MOST = 1000;

    /**
     * Accepts jobs; when this returns, those that are done are stored. A job whose key an earlier one of the same call has
     * is that job.
     *
     * @param commands read in order, each when its turn comes; one that throws a {@link Refusal} is refused with it
     * @param atomic all or none: at the first that is refused it stops, and nothing is stored
     * @return the result of each, in order; where {@code atomic} met a refusal, that is the last
     */
    List<ItemResult<EnqueueJob.Enqueued>> enqueueAll(
            Caller caller, List<Supplier<EnqueueJob.Command>> commands, boolean atomic);
}
