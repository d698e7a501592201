package dev.dwp.application.workflow;

import dev.dwp.application.port.out.Change;
import dev.dwp.application.port.out.Changeset;
import dev.dwp.application.port.out.Commits;
import dev.dwp.application.port.out.Telemetry;
import dev.dwp.domain.channel.Cursor;
import dev.dwp.domain.time.Elapsed;
import dev.dwp.domain.workflow.RunChange;
import dev.dwp.domain.workflow.TimelineEntry;
import dev.dwp.domain.workflow.WorkflowRun;
import java.time.Duration;
import java.time.Instant;

/**
 * Commits, and tells the metrics what has ended with that: a run's own entries, but also those of others that a signal, a
 * child or a cancellation ends. Thread-safe.
 */
record RunCommits(Commits commits, Telemetry telemetry) implements Commits {
    static RunCommits of(WorkflowEngineParts parts) {
        return new RunCommits(parts.store().commits(), parts.telemetry());
    }

    @Override
    public Cursor commit(Changeset changes) {
        Cursor cursor = commits.commit(changes);
        for (Change change : changes.changes()) {
            if (change instanceof Change.OfRun(var ofRun)) {
                tell(ofRun, changes.at());
            }
        }
        return cursor;
    }

    private void tell(RunChange change, Instant at) {
        WorkflowRun run = change.run();
        TimelineEntry entry = change.entry();
        Instant end = entry == null ? null : entry.completedAt();
        if (entry != null && end != null) {
            Duration took = Elapsed.between(entry.startedAt(), end);
            telemetry.entryEnded(run.spec().name(), entry.kind(), entry.state(), took);
        }
        if (run.state().finished()) {
            telemetry.runEnded(run.spec().name(), run.state(), Elapsed.between(run.startedAt(), at));
        }
    }
}
