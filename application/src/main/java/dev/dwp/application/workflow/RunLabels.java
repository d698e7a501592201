package dev.dwp.application.workflow;

import dev.dwp.application.log.LogLabels;
import dev.dwp.domain.workflow.WorkflowRun;
import java.util.Map;

/** What the log says of a run: its id, its workflow and its trace (PROTOCOL §2). */
final class RunLabels {
    private RunLabels() {}

    /** Labels what this thread logs from now on. */
    static LogLabels add(WorkflowRun run) {
        return LogLabels.add(
                run.spec().traceparent(),
                Map.of("run_id", run.id().text(), "workflow", run.spec().name()));
    }
}
