package dev.dwp.persistence.memory;

import dev.dwp.application.port.out.Change;
import dev.dwp.domain.job.Lease;
import dev.dwp.domain.workflow.RunAction;
import dev.dwp.domain.workflow.RunChange;
import dev.dwp.domain.workflow.RunClaim;
import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.RunState;
import dev.dwp.domain.workflow.WorkflowRun;
import java.time.Instant;
import java.util.Collection;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * Workflow runs in memory, and what finds them by anything but their id. All but {@link #byId} is guarded by the store's
 * lock; whatever is named {@code check} or changes something is called under it.
 */
final class RunTable {
    /** Written under the lock, read by lists without it. */
    private final ConcurrentSkipListMap<String, WorkflowRun> byId = new ConcurrentSkipListMap<>();

    private final Timelines timelines = new Timelines();
    private final Children children = new Children();
    private final DueRuns due = new DueRuns();
    private final Timetable<WorkflowRun> leases = new Timetable<>();
    private final Finished<WorkflowRun> finished = new Finished<>(RunTable::life);
    private final Keys<RunId> keys = new Keys<>();
    private final Tally<RunState> states = new Tally<>();

    Timelines timelines() {
        return timelines;
    }

    Children children() {
        return children;
    }

    Timetable<WorkflowRun> leases() {
        return leases;
    }

    Finished<WorkflowRun> finished() {
        return finished;
    }

    Keys<RunId> keys() {
        return keys;
    }

    Tally<RunState> states() {
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

    private static Keys.@Nullable Ref keyOf(WorkflowRun run) {
        return Keys.Ref.of(run.spec().tenant(), run.spec().name(), run.spec().key());
    }

    /** Refuses a change whose condition does not hold. */
    void check(RunChange change, Conditions conditions) {
        WorkflowRun run = change.run();
        WorkflowRun before = conditions.runs().get(run.id(), get(run.id()));
        if (change.action() == RunAction.START) {
            Conditions.require(before == null, run.id().text());
            keys.check(keyOf(run), run.id(), run.startedAt(), conditions.runKeys());
        } else {
            Conditions.require(
                    before != null && before.revision() == run.revision() - 1,
                    run.id().text());
            keys.checkEnd(keyOf(run), run.id(), run.completedAt(), conditions.runKeys());
        }
        conditions.runs().set(run.id(), withLaterLease(run, before));
    }

    /**
     * Applies a change that was checked.
     *
     * @return the run as it was before; {@code null} when it is new
     */
    @Nullable
    WorkflowRun apply(RunChange change) {
        WorkflowRun run = change.run();
        WorkflowRun before = get(run.id());
        if (change.action() == RunAction.START) {
            keys.put(keyOf(run), run.id(), run.startedAt());
        } else {
            keys.end(keyOf(run), run.id(), run.completedAt());
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

    void checkLease(RunId id, Lease lease, Conditions conditions) {
        WorkflowRun before = conditions.runs().get(id, get(id));
        RunClaim claim = before == null ? null : before.claim();
        Conditions.require(claim != null && lease.equals(claim.lease()), id.text());
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
        children.index(run, add);
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
        keys.remove(keyOf(run), run.id());
    }
}
