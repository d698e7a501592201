package dev.dwp.application.workflow;

import dev.dwp.application.port.in.Caller;
import dev.dwp.application.port.in.GetRun;
import dev.dwp.application.port.in.ListRuns;
import dev.dwp.application.port.out.RunQuery;
import dev.dwp.application.port.out.RunStore;
import dev.dwp.application.port.out.Snapshot;
import dev.dwp.domain.frame.Refusal;
import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.TimelineEntry;
import dev.dwp.domain.workflow.WorkflowRun;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code workflow.get}, {@code workflow.timeline} and {@code workflow.list}; and the one place that decides whether a run
 * exists for a caller. Thread-safe.
 */
final class RunReading implements GetRun, ListRuns {
    private final RunStore runs;

    RunReading(RunStore runs) {
        this.runs = runs;
    }

    @Override
    public WorkflowRun get(Caller caller, RunId id) {
        return runs.find(id).filter(run -> visible(caller, run)).orElseThrow(() -> unknown(id));
    }

    @Override
    public Snapshot<WorkflowRun> snapshot(Caller caller, RunId id) {
        return runs.snapshot(id)
                .filter(snapshot -> visible(caller, snapshot.item()))
                .orElseThrow(() -> unknown(id));
    }

    @Override
    public List<TimelineEntry> timeline(Caller caller, RunId id, int afterSeq, int limit) {
        get(caller, id);
        return runs.timeline(id, afterSeq, limit);
    }

    @Override
    public List<WorkflowRun> list(Caller caller, Filter filter, @Nullable RunId before, int limit) {
        return runs.list(new RunQuery(
                caller.tenant(), filter.state(), filter.name(), filter.key(), filter.created(), before, limit));
    }

    private static boolean visible(Caller caller, WorkflowRun run) {
        return caller.tenant().sees(run.spec().tenant());
    }

    /** The same whether it does not exist or belongs to another (PROTOCOL §4.3). */
    private static Refusal unknown(RunId id) {
        return Refusal.notFound("There is no run %s.".formatted(id));
    }
}
