package dev.dwp.application.port.out;

import dev.dwp.domain.job.IdempotencyKey;
import dev.dwp.domain.job.Lease;
import dev.dwp.domain.session.Tenant;
import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.RunState;
import dev.dwp.domain.workflow.TimelineEntry;
import dev.dwp.domain.workflow.WorkflowRun;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads and claims workflow runs; all other writes go through {@link Commits}. Thread-safe; every method may throw
 * {@link StoreUnavailable}.
 */
public interface RunStore {

    /** The run of that id. */
    Optional<WorkflowRun> find(RunId id);

    /** The run of that id together with the head of the event log, read as one. */
    Optional<Snapshot<WorkflowRun>> snapshot(RunId id);

    /** The newest run of exactly that tenant, name and key that was started at or after {@code since}. */
    Optional<WorkflowRun> findByKey(Tenant tenant, String name, IdempotencyKey key, Instant since);

    /** Runs that match, newest id first. */
    List<WorkflowRun> list(RunQuery query);

    /** A run's timeline by {@code seq}; empty when there is no such run. */
    List<TimelineEntry> timeline(RunId id);

    /** Runs that this one started and waits for, and that have not finished. */
    List<WorkflowRun> awaitedChildren(RunId parent);

    /**
     * Takes unfinished, unclaimed runs of these names whose {@code wakeAt} is due, earliest first: each is moved by
     * {@link WorkflowRun#claim}, to exactly one caller. Claims are not told of in the log.
     *
     * @return the runs as they are now
     */
    List<WorkflowRun> claimDue(Lease lease, Set<String> names, int limit, Instant now);

    /** The earliest {@code wakeAt} of an unfinished, unclaimed run of these names; empty when there is none. */
    Optional<Instant> nextDue(Set<String> names);

    /**
     * Prolongs the leases of runs that this worker still holds.
     *
     * @return those that it does; the others it has lost
     */
    Set<RunId> renew(Lease lease, Collection<RunId> runs);

    /** Claimed runs whose lease ran out at or before {@code now}, oldest lease first. */
    List<WorkflowRun> expired(Instant now, int limit);

    /** Runs of a view by state. */
    Map<RunState, Long> countByState(Tenant view);

    /** Removes up to {@code limit} runs, with their timelines, that finished before an instant. */
    int deleteFinishedBefore(Instant before, int limit);
}
