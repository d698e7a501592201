package dev.dwp.bootstrap.metrics;

import dev.dwp.domain.workflow.EntryState;
import dev.dwp.domain.workflow.RunState;
import dev.dwp.domain.workflow.StepKind;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import java.time.Duration;

/**
 * Workflow runs on this node, and the entries of their timelines. The names of steps are left out: code may make as many as
 * it likes, and put anything into them.
 */
final class WorkflowMetrics {
    /** Runs may wait for days. */
    private static final double[] BOUNDS = {0.001, 0.01, 0.1, 0.5, 1, 5, 10, 60, 300, 3600, 86400};

    private final Counter entries;
    private final Histogram entryTimes;
    private final Counter runs;
    private final Histogram runTimes;

    WorkflowMetrics(Instruments instruments) {
        entries = instruments.counter(
                "dwp_workflow_entries_total",
                "Entries of timelines that have ended: attempts at steps, waits, sleeps, children and so on.",
                "workflow",
                "kind",
                "state");
        entryTimes = instruments.histogram(
                "dwp_workflow_entry_seconds", "Time from an entry's beginning to its end.", BOUNDS, "kind");
        runs = instruments.counter(
                "dwp_workflow_runs_ended_total", "Workflow runs that have ended.", "workflow", "state");
        runTimes = instruments.histogram(
                "dwp_workflow_run_seconds", "Time from a run's start to its end.", BOUNDS, "workflow");
    }

    void entryEnded(String workflow, StepKind kind, EntryState end, Duration took) {
        entries.labelValues(workflow, kind.wireName(), end.wireName()).inc();
        entryTimes.labelValues(kind.wireName()).observe(Instruments.seconds(took));
    }

    void runEnded(String workflow, RunState end, Duration took) {
        runs.labelValues(workflow, end.wireName()).inc();
        runTimes.labelValues(workflow).observe(Instruments.seconds(took));
    }
}
