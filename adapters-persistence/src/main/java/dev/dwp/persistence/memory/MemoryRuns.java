package dev.dwp.persistence.memory;

import dev.dwp.application.port.out.Change;
import dev.dwp.application.port.out.Claimed;
import dev.dwp.application.port.out.RunPlaces;
import dev.dwp.application.port.out.RunQuery;
import dev.dwp.application.port.out.RunStore;
import dev.dwp.application.port.out.Snapshot;
import dev.dwp.application.port.out.Waiter;
import dev.dwp.application.store.KeyRef;
import dev.dwp.domain.job.IdempotencyKey;
import dev.dwp.domain.job.Lease;
import dev.dwp.domain.session.Tenant;
import dev.dwp.domain.workflow.RunChange;
import dev.dwp.domain.workflow.RunClaim;
import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.RunState;
import dev.dwp.domain.workflow.TenantRuns;
import dev.dwp.domain.workflow.TimelineEntry;
import dev.dwp.domain.workflow.WorkflowRun;
import dev.dwp.domain.workflow.WorkflowVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Workflow runs in memory; all but reading single runs and lists happens under the store's lock. */
final class MemoryRuns implements RunStore {
    private final MemoryStore store;
    private final RunTable table = new RunTable();

    MemoryRuns(MemoryStore store) {
        this.store = store;
    }

    RunTable table() {
        return table;
    }

    @Override
    public Optional<WorkflowRun> find(RunId id) {
        store.requireOpen();
        return Optional.ofNullable(table.get(id));
    }

    @Override
    public Optional<Snapshot<WorkflowRun>> snapshot(RunId id) {
        return store.locked(
                () -> find(id).map(run -> new Snapshot<>(run, store.events().head())));
    }

    @Override
    public Optional<WorkflowRun> findByKey(Tenant tenant, String name, IdempotencyKey key, Instant since) {
        return store.locked(() -> {
            KeyRef ref = new KeyRef(KeyRef.Kind.RUN, tenant, name, key.text());
            return table.keys().find(ref, since).map(RunId::new).flatMap(this::find);
        });
    }

    @Override
    public List<WorkflowRun> list(RunQuery query) {
        store.requireOpen();
        return table.newestFirst(query.before()).stream()
                .filter(run -> query.view().sees(run.spec().tenant()))
                .filter(run -> query.state() == null || query.state() == run.state())
                .filter(run ->
                        query.name() == null || query.name().equals(run.spec().name()))
                .filter(run ->
                        query.key() == null || query.key().equals(run.spec().key()))
                .filter(run -> query.created().contains(run.startedAt()))
                .limit(query.limit())
                .toList();
    }

    @Override
    public List<TimelineEntry> timeline(RunId id) {
        return store.locked(() -> table.timelines().of(id));
    }

    @Override
    public List<TimelineEntry> timeline(RunId id, int afterSeq, int limit) {
        return store.locked(() -> table.timelines().of(id, afterSeq, limit));
    }

    @Override
    public Optional<Waiter> awaiting(RunId child) {
        return store.locked(() -> table.timelines().awaiting(child).flatMap(this::waiter));
    }

    /** The entry with its run, unless that has finished. */
    Optional<Waiter> waiter(TimelineEntry entry) {
        return find(entry.runId()).filter(run -> !run.state().finished()).map(run -> new Waiter(run, entry));
    }

    @Override
    public List<TimelineEntry> waitingTogether(RunId id, String group, int limit) {
        return store.locked(() -> table.timelines().waitingTogether(id, group, limit));
    }

    @Override
    public List<WorkflowRun> awaitedChildren(RunId parent) {
        return store.locked(() -> List.copyOf(table.awaitedChildren(parent)));
    }

    @Override
    public Claimed<WorkflowRun> claimDue(Lease lease, Set<WorkflowVersion> known, RunPlaces places, Instant now) {
        return store.claim(() -> {
            // All are picked before any is taken: one that is to stop takes no turn from others of its tenant.
            List<RunChange> taken = Stream.of(true, false)
                    .flatMap(stopping -> table.due().pick(known, stopping, places, now).stream())
                    .map(run -> run.claim(lease, now))
                    .toList();
            taken.forEach(change -> store.apply(now, new Change.OfRun(change)));
            List<WorkflowRun> runs = taken.stream().map(RunChange::run).toList();
            Instant next = Stream.of(true, false)
                    .filter(stopping -> runs.stream()
                                    .filter(run -> run.cancelRequested() == stopping)
                                    .count()
                            < places.of(stopping))
                    .flatMap(stopping -> table.due().first(known, stopping).stream())
                    .min(Comparator.naturalOrder())
                    .orElse(null);
            return new Claimed<>(runs, next);
        });
    }

    @Override
    public List<TenantRuns> countByTenant(Set<WorkflowVersion> known, int atMost, Instant now) {
        return store.locked(() -> table.due().count(known, atMost, now));
    }

    @Override
    public List<WorkflowRun> renew(Lease lease, Collection<RunId> runs) {
        return store.locked(() -> {
            List<WorkflowRun> held = new ArrayList<>();
            for (RunId id : runs) {
                WorkflowRun run = table.get(id);
                RunClaim claim = run == null ? null : run.claim();
                if (run != null && claim != null && claim.lease().worker().equals(lease.worker())) {
                    held.add(table.renew(run, new RunClaim(claim.fence(), lease)));
                }
            }
            return held;
        });
    }

    @Override
    public Optional<Instant> nextExpiry() {
        return store.locked(table.leases()::first);
    }

    @Override
    public List<WorkflowRun> expired(Instant now, int limit) {
        return store.locked(() -> table.leases().until(now, limit));
    }

    @Override
    public Map<RunState, Long> countByState(Tenant view) {
        return store.locked(() -> table.states().sum(view));
    }

    @Override
    public int deleteFinishedBefore(Instant before, Instant now, int limit) {
        return store.locked(() -> {
            List<WorkflowRun> old = table.finished().before(before, now, limit);
            old.forEach(table::delete);
            return old.size();
        });
    }
}
