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

    /** The newest job of exactly that tenant, name and key that was created at or after {@code since}. */
    Optional<Job> findByKey(Tenant tenant, String name, IdempotencyKey key, Instant since);

    /** Jobs that match, newest id first. */
    List<Job> list(JobQuery query);

    /**
     * Takes waiting jobs that are due, higher priority first, then first come (by id): each is moved by
     * {@link Job#claim} and told of in the log, in one atomic act, to exactly one caller.
     *
     * @return the jobs as they are now, running
     */
    List<Job> claimDue(JobClaim claim);

    /** When the earliest waiting job of these names is due, which may be in the past; empty when none waits. */
    Optional<Instant> nextDue(Set<String> names);

    /**
     * Prolongs the leases of running jobs that this worker still holds.
     *
     * @return those that it does; the others it has lost
     */
    Set<JobId> renew(WorkerId worker, Collection<JobId> jobs, Instant until);

    /** Running jobs whose lease ran out at or before {@code now}, oldest lease first. */
    List<Job> expired(Instant now, int limit);

    /** How many due jobs of the same queue are ahead of this waiting one. */
    long countAhead(Job job, Instant now);

    /** Running jobs by queue, over all tenants: what queue limits count. */
    Map<QueueName, Long> runningByQueue();

    /** Jobs of a view by state. */
    Map<JobState, Long> countByState(Tenant view);

    /** Waiting and running jobs of a view by queue; queues without any are left out. */
    Map<QueueName, QueueDepth> depths(Tenant view);

    /** Removes up to {@code limit} jobs that finished before an instant. */
    int deleteFinishedBefore(Instant before, int limit);

    /** Waiting (pending or retrying) and running jobs of a queue. */
    record QueueDepth(long pending, long running) {}
}
