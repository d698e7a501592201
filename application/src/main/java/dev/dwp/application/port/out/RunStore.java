package dev.dwp.application.port.out;

import dev.dwp.domain.job.IdempotencyKey;
import dev.dwp.domain.job.Lease;
import dev.dwp.domain.session.Tenant;
import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.RunState;
import dev.dwp.domain.workflow.TenantRuns;
import dev.dwp.domain.workflow.TimelineEntry;
import dev.dwp.domain.workflow.WorkflowRun;
import dev.dwp.domain.workflow.WorkflowVersion;
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

    /** The newest run of exactly that tenant, name and key that has not ended, or ended at or after {@code since}. */
    Optional<WorkflowRun> findByKey(Tenant tenant, String name, IdempotencyKey key, Instant since);

    /** Runs that match, newest id first. */
    List<WorkflowRun> list(RunQuery query);

    /** A run's timeline by {@code seq}; empty when there is no such run. */
    List<TimelineEntry> timeline(RunId id);

    /** A page of a run's timeline: its entries after a {@code seq}, by {@code seq}. */
    List<TimelineEntry> timeline(RunId id, int afterSeq, int limit);

    /** The waiting entry of another, unfinished run that the end of this one ends. */
    Optional<Waiter> awaiting(RunId child);

    /**
     * Waiting entries of a run's timeline that are of the group of that name, by {@code seq}.
     *
     * @param limit at most so many, at least 1
     */
    List<TimelineEntry> waitingTogether(RunId id, String group, int limit);

    /** Runs that this one started and waits for, and that have not finished. */
    List<WorkflowRun> awaitedChildren(RunId parent);

    /**
     * Takes unfinished, unclaimed runs of these versions whose {@code wakeAt} is due: each is moved by
     * {@link WorkflowRun#claim}, to exactly one caller. Those that are to stop come first; tenants take turns as
     * {@link dev.dwp.domain.workflow.RunTurns} has it. Claims are not told of in the log.
     *
     * @param places at most so many
     * @return the runs as they are now, and when the first of those is due for which there is a place left
     */
    Claimed<WorkflowRun> claimDue(Lease lease, Set<WorkflowVersion> known, RunPlaces places, Instant now);

    /**
     * Counts runs of each tenant for the turns that tenants take: those of these versions that are due, beside those that
     * are to stop, and on all nodes those that are taken up.
     *
     * @param atMost counts no further than this what is due of a tenant and version
     * @return tenants of which a run is due or taken up; none where that is one tenant alone
     */
    List<TenantRuns> countByTenant(Set<WorkflowVersion> known, int atMost, Instant now);

    /**
     * Prolongs the leases of runs that this worker still holds; one that is longer already stays.
     *
     * @return those that it does, as they are now; the others it has lost
     */
    List<WorkflowRun> renew(Lease lease, Collection<RunId> runs);

    /** Claimed runs whose lease ran out at or before {@code now}, oldest lease first. */
    List<WorkflowRun> expired(Instant now, int limit);

    /** When the earliest lease of a claimed run runs out; empty when none is claimed. */
    Optional<Instant> nextExpiry();

    /** Runs of a view by state. */
    Map<RunState, Long> countByState(Tenant view);

    /**
     * Removes runs that finished before an instant, with their timelines, but none whose key is still remembered at
     * {@code now}.
     *
     * @param limit at most so many
     * @return how many
     */
    int deleteFinishedBefore(Instant before, Instant now, int limit);
}
