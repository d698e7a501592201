package dev.dwp.persistence.memory;

import dev.dwp.application.port.out.Change;
import dev.dwp.application.port.out.Claimed;
import dev.dwp.application.port.out.RunQuery;
import dev.dwp.application.port.out.RunStore;
import dev.dwp.application.port.out.Snapshot;
import dev.dwp.application.port.out.Waiter;
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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** Workflow runs and their timelines in memory. Everything but {@link #byId} is guarded by the store's lock. */
final class MemoryRuns implements RunStore {
    private static final Comparator<WorkflowRun> WAKE_ORDER = Comparator.<WorkflowRun, Instant>comparing(
                    run -> Objects.requireNonNull(run.wakeAt()))
            .thenComparing(run -> run.id().text());

    private final MemoryStore store;

    /** Written under the lock, read by lists without it. */
    private final ConcurrentSkipListMap<String, WorkflowRun> byId = new ConcurrentSkipListMap<>();

    private final Map<RunId, TreeMap<Integer, TimelineEntry>> timelines = new HashMap<>();
    private final Map<RunId, Set<RunId>> children = new HashMap<>();

    private final WaitingEntries waiting = new WaitingEntries();

    private final Map<WorkflowVersion, Timetable<WorkflowRun>> due = new HashMap<>();
    private final Timetable<WorkflowRun> leases = new Timetable<>();
    private final Timetable<WorkflowRun> finished = new Timetable<>();
    private final Keys<RunId> keys = new Keys<>();
    private final Tally<RunState> states = new Tally<>();

    MemoryRuns(MemoryStore store) {
        this.store = store;
    }

    /** Refuses a change whose condition does not hold; under the lock. */
    void check(RunChange change, Revisions revisions) {
        WorkflowRun run = change.run();
        if (change.action() == RunAction.START) {
            keys.requireFree(run.spec().tenant(), run.spec().name(), run.spec().key(), run.startedAt());
            return;
        }
        WorkflowRun stored = byId.get(run.id().text());
        revisions.require(run.id().text(), run.revision() - 1, stored == null ? 0 : stored.revision());
    }

    /** Applies a change that was checked; under the lock. */
    void apply(RunChange change) {
        WorkflowRun run = change.run();
        if (change.action() == RunAction.START) {
            keys.put(run.spec().tenant(), run.spec().name(), run.spec().key(), run.id(), run.startedAt());
            timelines.put(run.id(), new TreeMap<>());
            RunId parent = run.spec().parent();
            if (parent != null) {
                children.computeIfAbsent(parent, absent -> new HashSet<>()).add(run.id());
            }
        }
        replace(byId.get(run.id().text()), run);
        TimelineEntry entry = change.entry();
        if (entry != null) {
            replace(entries(run.id()).put(entry.seq(), entry), entry);
        }
    }

    void forget(Change.EntriesForgotten forgotten) {
        for (Integer seq : forgotten.seqs()) {
            replace(entries(forgotten.run()).remove(seq), null);
        }
    }

    private void replace(@Nullable TimelineEntry before, @Nullable TimelineEntry after) {
        store.waiters().replace(before, after);
        waiting.replace(before, after);
    }

    private Map<Integer, TimelineEntry> entries(RunId id) {
        return timelines.getOrDefault(id, new TreeMap<>());
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
        RunClaim claim = run.claim();
        Instant wakeAt = run.wakeAt();
        if (run.state().finished()) {
            finished.index(run.updatedAt(), id, run, add);
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
            RunId id = keys.find(tenant, name, key, since);
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
        return store.locked(() -> List.copyOf(entries(id).values()));
    }

    @Override
    public Optional<Waiter> awaiting(RunId child) {
        return store.locked(() -> waiting.forChild(child).flatMap(this::waiter));
    }

    /** The entry with its run, unless that has finished. */
    Optional<Waiter> waiter(TimelineEntry entry) {
        return find(entry.runId()).filter(run -> !run.state().finished()).map(run -> new Waiter(run, entry));
    }

    @Override
    public List<TimelineEntry> waitingTogether(RunId id, String group, int limit) {
        return store.locked(() -> waiting.together(id, group, limit));
    }

    @Override
    public List<WorkflowRun> awaitedChildren(RunId parent) {
        return store.locked(() -> children.getOrDefault(parent, new HashSet<>()).stream()
                .map(child -> byId.get(child.text()))
                .filter(child -> child != null
                        && child.spec().awaited()
                        && !child.state().finished())
                .toList());
    }

    @Override
    public Claimed<WorkflowRun> claimDue(Lease lease, Set<WorkflowVersion> known, int limit, Instant now) {
        return store.act(news -> {
            List<WorkflowRun> taken = known.stream()
                    .flatMap(version -> dueOf(version).until(now, limit).stream())
                    .sorted(WAKE_ORDER)
                    .limit(limit)
                    .map(run -> run.claim(lease, now))
                    .peek(change -> store.apply(now, new Change.OfRun(change), news))
                    .map(RunChange::run)
                    .toList();
            return new Claimed<>(taken, nextDue(known));
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
            List<WorkflowRun> old = finished.until(
                    before.minusNanos(1),
                    limit,
                    run -> !Keys.remembered(run.spec().key(), run.startedAt(), now));
            old.forEach(this::delete);
            return old.size();
        });
    }

    private void delete(WorkflowRun run) {
        replace(run, null);
        entries(run.id()).values().forEach(entry -> replace(entry, null));
        timelines.remove(run.id());
        children.remove(run.id());
        RunId parent = run.spec().parent();
        Set<RunId> siblings = parent == null ? null : children.get(parent);
        if (siblings != null) {
            siblings.remove(run.id());
        }
        keys.remove(run.spec().tenant(), run.spec().name(), run.spec().key(), run.id());
    }
}
