package dev.dwp.persistence.memory;

import dev.dwp.application.port.out.Change;
import dev.dwp.application.store.KeyRef;
import dev.dwp.domain.workflow.RunChange;
import dev.dwp.domain.workflow.RunClaim;
import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.RunState;
import dev.dwp.domain.workflow.WorkflowRun;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * Workflow runs in memory, and what finds them by anything but their id. All but {@link #byId} is guarded by the store's
 * lock; whatever changes something is called under it.
 */
final class RunTable {
    /** Written under the lock, read by lists without it. */
    private final ConcurrentSkipListMap<String, WorkflowRun> byId = new ConcurrentSkipListMap<>();

    private final Timelines timelines = new Timelines();

    /** Unfinished runs by the parent that waits for them. */
    private final SortedMultimap<RunId, WorkflowRun> children =
            new SortedMultimap<>(Comparator.comparing(run -> run.id().text()));

    private final DueRuns due = new DueRuns();
    private final InstantIndex<WorkflowRun> leases = new InstantIndex<>();
    private final Finished<WorkflowRun> finished = new Finished<>(RunTable::life);
    private final Keys keys = new Keys();
    private final TenantCounts<RunState> states = new TenantCounts<>();

    Timelines timelines() {
        return timelines;
    }

    /** The unfinished runs that a parent waits for, by id. */
    Collection<WorkflowRun> awaitedChildren(RunId parent) {
        return children.of(parent);
    }

    InstantIndex<WorkflowRun> leases() {
        return leases;
    }

    Finished<WorkflowRun> finished() {
        return finished;
    }

    Keys keys() {
        return keys;
    }

    TenantCounts<RunState> states() {
        return states;
    }

    @Nullable
    WorkflowRun get(RunId id) {
        return byId.get(id.text());
    }

    /** Runs below an id, or all, newest first. */
    Collection<WorkflowRun> newestFirst(@Nullable RunId before) {
        return (before == null ? byId : byId.headMap(before.text(), false))
                .descendingMap()
                .values();
    }

    private static Finished.Life life(WorkflowRun run) {
        return new Finished.Life(run.id().text(), run.spec().key() != null, run.updatedAt());
    }

    /** Puts a run in the place of the one of the same id, and the entry of its timeline that began or ended with that. */
    void put(RunChange change) {
        WorkflowRun run = change.run();
        WorkflowRun before = get(run.id());
        replace(before, run);
        if (change.entry() != null) {
            timelines.put(run, change.entry());
        }
        if (before != null && before.state().finished() != run.state().finished()) {
            timelines.turn(run);
        }
    }

    void forget(Change.EntriesForgotten forgotten) {
        WorkflowRun run = get(forgotten.run());
        if (run != null) {
            timelines.forget(run, forgotten.seqs());
        }
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
        RunId parent = run.spec().parent();
        if (parent != null && run.spec().awaited() && !run.state().finished()) {
            children.index(parent, run, add);
        }
        RunClaim claim = run.claim();
        Instant wakeAt = run.wakeAt();
        if (run.state().finished()) {
            finished.index(run, add);
        } else if (claim != null) {
            leases.index(claim.lease().until(), id, run, add);
            due.hold(run.spec().tenant(), add);
        } else if (wakeAt != null) {
            due.index(wakeAt, run, add);
        }
    }

    DueRuns due() {
        return due;
    }

    /** Puts a claimed run under a longer lease, unless it has one. */
    WorkflowRun renew(WorkflowRun run, RunClaim claim) {
        RunClaim held = run.claim();
        if (held != null && held.lease().until().isAfter(claim.lease().until())) {
            return run;
        }
        WorkflowRun renewed = run.renewed(claim);
        replace(run, renewed);
        return renewed;
    }

    void delete(WorkflowRun run) {
        replace(run, null);
        timelines.delete(run);
        keys.remove(KeyRef.of(run), run.id().text());
    }
}
