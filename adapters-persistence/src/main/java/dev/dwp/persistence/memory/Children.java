package dev.dwp.persistence.memory;

import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.WorkflowRun;
import java.util.Comparator;
import java.util.Set;

/** Unfinished runs that their parents wait for; guarded by the store's lock. */
final class Children {
    private final Sorted<RunId, RunId> awaited = new Sorted<>(Comparator.comparing(RunId::text));

    void index(WorkflowRun run, boolean add) {
        RunId parent = run.spec().parent();
        if (parent != null && run.spec().awaited() && !run.state().finished()) {
            awaited.index(parent, run.id(), add);
        }
    }

    /** By id. */
    Set<RunId> of(RunId parent) {
        return awaited.of(parent);
    }
}
