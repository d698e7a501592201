package dev.dwp.application.port.out;

import dev.dwp.domain.job.IdempotencyKey;
import dev.dwp.domain.session.Tenant;
import dev.dwp.domain.workflow.Await;
import dev.dwp.domain.workflow.Publication;
import dev.dwp.domain.workflow.Signal;
import dev.dwp.domain.workflow.WorkflowRun;
import java.time.Instant;
import java.util.Optional;

/**
 * Finds the other half of a rendezvous between a signal and a waiting run; both halves are written through
 * {@link Commits}. Whoever writes a half looks for the other one afterwards, so that no order of the two can miss:
 * the set that joins them takes each under its own condition. Thread-safe.
 */
public interface SignalStore {

    /**
     * The entry that this signal should end: waiting, in an unfinished run of the signal's tenant exactly, or in the
     * run that the signal names whoever's it is; accepted by {@link Await.ForSignal#accepts}; the longest waiting.
     */
    Optional<Waiter> longestWaiting(Signal signal);

    /** The oldest kept signal for a run of that tenant exactly, or for that very run, that the wait accepts. */
    Optional<Signal> oldestKept(WorkflowRun run, Await.ForSignal await);

    /** What was published under exactly that tenant, name and {@code dedup} at or after {@code since}. */
    Optional<Publication> published(Tenant tenant, String name, IdempotencyKey dedup, Instant since);

    /** Forgets up to {@code limit} publications from before an instant. */
    int forgetPublishedBefore(Instant before, int limit);

    /** Removes up to {@code limit} kept signals that were published before an instant. */
    int deleteKeptBefore(Instant before, int limit);
}
