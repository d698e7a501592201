package dev.dwp.persistence.memory;

import dev.dwp.application.port.out.Change;
import dev.dwp.application.port.out.Claimed;
import dev.dwp.application.port.out.RunQuery;
import dev.dwp.application.port.out.RunStore;
import dev.dwp.application.port.out.Snapshot;
import dev.dwp.domain.job.IdempotencyKey;
import dev.dwp.domain.job.Lease;
import dev.dwp.domain.session.Tenant;
import dev.dwp.domain.workflow.RunAction;
import dev.dwp.domain.workflow.RunChange;
import dev.dwp.domain.workflow.RunClaim;
import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.RunState;
import dev.dwp.domain.workflow.TimelineEntry;
import dev.dwp.domain.workflow.WorkflowRun;
import dev.dwp.domain.workflow.WorkflowVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** Workflow runs in memory. Everything but {@link #byId} is guarded by the store's lock. */
final class MemoryRuns implements RunStore {
    private static final Comparator<WorkflowRun> WAKE_ORDER = Comparator.<WorkflowRun, Instant>comparing(
                    run -> Objects.requireNonNull(run.wakeAt()))
            .thenComparing(run -> run.id().text());

    private final MemoryStore store;

    /** Written under the lock, read by lists without it. */
    private final ConcurrentSkipListMap<String, WorkflowRun> byId = new ConcurrentSkipListMap<>();

    private final Timelines timelines = new Timelines();
    private final Children children = new Children();
    private final Map<WorkflowVersion, Timetable<WorkflowRun>> due = new HashMap<>();
    private final Timetable<WorkflowRun> leases = new Timetable<>();
    private final Finished<WorkflowRun> finished = new Finished<>(MemoryRuns::life);
    private final Keys<RunId> keys = new Keys<>();
    private final Tally<RunState> states = new Tally<>();

    MemoryRuns(MemoryStore store) {
        this.store = store;
    }

    private static Finished.Life life(WorkflowRun run) {
        return new Finished.Life(run.id().text(), run.spec().key() != null, run.startedAt(), run.updatedAt());
    }

    private static Keys.@Nullable Ref keyOf(WorkflowRun run) {
        return Keys.Ref.of(run.spec().tenant(), run.spec().name(), run.spec().key());
    }

    /** Refuses a change whose condition does not hold; under the lock. */
    void check(RunChange change, Conditions conditions) {
        WorkflowRun run = change.run();
        boolean first = change.action() == RunAction.START;
        WorkflowRun stored = byId.get(run.id().text());
        Long revision = stored == null ? null : stored.revision();
        conditions.move(run.id().text(), revision, first ? null : run.revision() - 1, run.revision());
        if (first) {
            keys.check(keyOf(run), run.id(), run.startedAt(), conditions.runKeys());
        }
    }

    /**
     * Applies a change that was checked; under the lock.
     *
     * @return the run as it was before; {@code null} when it is new
     */
    @Nullable
    WorkflowRun apply(RunChange change) {
        WorkflowRun run = change.run();
        WorkflowRun before = byId.get(run.id().text());
        if (change.action() == RunAction.START) {
            keys.put(keyOf(run), run.id(), run.startedAt());
        }
        replace(before, withLaterLease(run, before));
        if (change.entry() != null) {
            timelines.put(run, change.entry());
        }
        if (before != null && before.state().finished() != run.state().finished()) {
            timelines.turn(run);
        }
        return before;
    }

    /** A renewal is not undone by a change that was made from the run as it was before. */
    private static WorkflowRun withLaterLease(WorkflowRun run, @Nullable WorkflowRun before) {
        RunClaim brought = run.claim();
        RunClaim stored = before == null ? null : before.claim();
        if (brought == null || stored == null || stored.fence() != brought.fence()) {
            return run;
        }
        return stored.lease().until().isAfter(brought.lease().until()) ? run.renewed(stored) : run;
    }

    void forget(Change.EntriesForgotten forgotten) {
        WorkflowRun run = byId.get(forgotten.run().text());
        if (run != null) {
            timelines.forget(run, forgotten.seqs());
        }
    }

    Waiters waiters() {
        return timelines.waiters();
    }

    /** Lists read without the lock: what stays must never be missing in between. */
    private void replace(@Nullable WorkflowRun before, @Nullable WorkflowRun after) {
        if (before != null) {
            index(before, false);
        }
        if (after != null) {
            byId.put(after.id().text(), after);
            index(after, true);
        } else if (before != null) {
            byId.remove(before.id().text());
        }
    }

    private void index(WorkflowRun run, boolean add) {
        String id = run.id().text();
        states.add(run.spec().tenant(), run.state(), add ? 1 : -1);
        children.index(run, add);
        RunClaim claim = run.claim();
        Instant wakeAt = run.wakeAt();
        if (run.state().finished()) {
            finished.index(run, add);
        } else if (claim != null) {
            leases.index(claim.lease().until(), id, run, add);
        } else if (wakeAt != null) {
            dueOf(versionOf(run)).index(wakeAt, id, run, add);
        }
    }

    private static WorkflowVersion versionOf(WorkflowRun run) {
        return new WorkflowVersion(run.spec().name(), run.spec().version());
    }

    private Timetable<WorkflowRun> dueOf(WorkflowVersion version) {
        return due.computeIfAbsent(version, absent -> new Timetable<>());
    }

    @Override
    public Optional<WorkflowRun> find(RunId id) {
        store.requireOpen();
        return Optional.ofNullable(byId.get(id.text()));
    }

    @Override
    public Optional<Snapshot<WorkflowRun>> snapshot(RunId id) {
        return store.locked(
                () -> find(id).map(run -> new Snapshot<>(run, store.events().head())));
    }

    @Override
    public Optional<WorkflowRun> findByKey(Tenant tenant, String name, IdempotencyKey key, Instant since) {
        return store.locked(() -> {
            RunId id = keys.find(new Keys.Ref(tenant, name, key), since);
            return id == null ? Optional.<WorkflowRun>empty() : find(id);
        });
    }

    @Override
    public List<WorkflowRun> list(RunQuery query) {
        store.requireOpen();
        RunId before = query.before();
        return (before == null ? byId : byId.headMap(before.text(), false))
                .descendingMap().values().stream()
                        .filter(run -> query.view().sees(run.spec().tenant()))
                        .filter(run -> query.state() == null || query.state() == run.state())
                        .filter(run -> query.name() == null
                                || query.name().equals(run.spec().name()))
                        .limit(query.limit())
                        .toList();
    }

    @Override
    public List<TimelineEntry> timeline(RunId id) {
        return store.locked(() -> timelines.of(id));
    }

    @Override
    public List<WorkflowRun> awaitedChildren(RunId parent) {
        return store.locked(() -> children.of(parent).stream()
                .map(id -> Objects.requireNonNull(byId.get(id.text())))
                .toList());
    }

    @Override
    public Claimed<WorkflowRun> claimDue(Lease lease, Set<WorkflowVersion> known, int limit, Instant now) {
        return store.act(news -> {
            List<RunChange> taken = known.stream()
                    .flatMap(version -> dueOf(version).until(now, limit).stream())
                    .sorted(WAKE_ORDER)
                    .limit(limit)
                    .map(run -> run.claim(lease, now))
                    .toList();
            taken.forEach(change -> store.apply(now, new Change.OfRun(change), news));
            return new Claimed<>(taken.stream().map(RunChange::run).toList(), nextDue(known));
        });
    }

    private @Nullable Instant nextDue(Set<WorkflowVersion> known) {
        return known.stream()
                .flatMap(version -> dueOf(version).first().stream())
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    @Override
    public List<WorkflowRun> renew(Lease lease, Collection<RunId> runs) {
        return store.locked(() -> {
            List<WorkflowRun> held = new ArrayList<>();
            for (RunId id : runs) {
                WorkflowRun run = byId.get(id.text());
                RunClaim claim = run == null ? null : run.claim();
                if (run != null && claim != null && claim.lease().worker().equals(lease.worker())) {
                    WorkflowRun renewed = run.renewed(new RunClaim(claim.fence(), lease));
                    replace(run, renewed);
                    held.add(renewed);
                }
            }
            return held;
        });
    }

    @Override
    public Optional<Instant> nextExpiry() {
        return store.locked(leases::first);
    }

    @Override
    public List<WorkflowRun> expired(Instant now, int limit) {
        return store.locked(() -> leases.until(now, limit));
    }

    @Override
    public Map<RunState, Long> countByState(Tenant view) {
        return store.locked(() -> states.sum(view));
    }

    @Override
    public int deleteFinishedBefore(Instant before, Instant now, int limit) {
        return store.locked(() -> {
            List<WorkflowRun> old = finished.before(before, now, limit);
            old.forEach(this::delete);
            return old.size();
        });
    }

    private void delete(WorkflowRun run) {
        replace(run, null);
        timelines.delete(run);
        keys.remove(keyOf(run), run.id());
    }
}
