package dev.dwp.application.port.out;

import dev.dwp.domain.job.IdempotencyKey;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobId;
import dev.dwp.domain.job.JobState;
import dev.dwp.domain.job.QueueName;
import dev.dwp.domain.job.WorkerId;
import dev.dwp.domain.session.Tenant;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads and claims jobs; all other writes go through {@link Commits}. Knows tenants as filters only: who may see what
 * is the services' business. Thread-safe; every method may throw {@link StoreUnavailable}.
 */
public interface JobStore {

    /** The job of that id. */
    Optional<Job> find(JobId id);

    /** The job of that id together with the head of the event log, read as one. */
    Optional<Snapshot<Job>> snapshot(JobId id);

    /** The newest job of exactly that tenant, name and key that has not ended, or ended at or after {@code since}. */
    Optional<Job> findByKey(Tenant tenant, String name, IdempotencyKey key, Instant since);

    /** Jobs that match, newest id first. */
    List<Job> list(JobQuery query);

    /**
     * Takes waiting jobs that are due: each is moved by {@link Job#claim} and told of in the log, in one atomic act, to
     * exactly one caller. No queue's limits are exceeded, whoever else claims at the same time.
     *
     * <p>Whose turn it is: tenants share each queue, so the next job comes from the queue and tenant with the fewest jobs
     * running, those just taken included; among equals, from where one was taken longest ago, or, where none was yet, from
     * where the first began to wait longest ago: newcomers go to the end of the row. Within a queue and tenant, higher
     * priority goes first, then first come (by id).
     *
     * @return the jobs as they are now, running, in the order in which they were taken
     */
    Claimed<Job> claimDue(JobClaim claim);

    /**
     * Prolongs the leases of running jobs that this worker still holds; one that is longer already stays.
     *
     * @return those that it does; the others it has lost
     */
    Set<JobId> renew(WorkerId worker, Collection<JobId> jobs, Instant until);

    /** Running jobs whose lease ran out at or before {@code now}, oldest lease first. */
    List<Job> expired(Instant now, int limit);

    /** When the earliest lease of a running job runs out; empty when none runs. */
    Optional<Instant> nextExpiry();

    /** How things stand in the queue of this waiting job. */
    QueueSituation situation(Job job, Instant now);

    /** Queues that {@link Change.QueuePaused} has paused. */
    Set<QueueName> pausedQueues();

    /** Jobs of a view by state. */
    Map<JobState, Long> countByState(Tenant view);

    /** Waiting and running jobs of a view by queue; queues without any are left out. */
    Map<QueueName, QueueDepth> depths(Tenant view);

    /** Unfinished jobs of a view by queue; queues without any are left out. For people: they need not be of one moment. */
    Map<QueueName, QueueGauge> gauges(Tenant view, Instant now);

    /**
     * Removes jobs that were completed or cancelled before an instant, but none whose key is still remembered at {@code now}.
     *
     * @param limit at most so many
     * @return how many
     */
    int deleteFinishedBefore(Instant before, Instant now, int limit);

    /**
     * Removes dead letters, which are jobs that failed for good before an instant, but none whose key is still remembered at
     * {@code now}.
     *
     * @param limit at most so many
     * @return how many
     */
    int deleteDeadBefore(Instant before, Instant now, int limit);

    /** Waiting (pending or retrying) and running jobs of a queue. */
    record QueueDepth(long pending, long running) {}
}
