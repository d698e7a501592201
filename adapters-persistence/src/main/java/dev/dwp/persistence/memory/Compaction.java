package dev.dwp.persistence.memory;

import dev.dwp.application.port.out.Change;
import dev.dwp.application.port.out.Changeset;
import dev.dwp.application.port.out.ValueFormat;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.JobChange;
import dev.dwp.domain.workflow.RunChange;
import dev.dwp.domain.workflow.TimelineEntry;
import java.util.function.UnaryOperator;

/** Brings the values of changes into the form in which they are kept. Thread-safe. */
record Compaction(UnaryOperator<Value> form) {
    /** Keeps values as they come. */
    static final Compaction NONE = new Compaction(UnaryOperator.identity());

    /** Keeps large values encoded. */
    static Compaction by(ValueFormat format) {
        return new Compaction(format::compact);
    }

    Changeset of(Changeset changes) {
        return new Changeset(
                changes.at(), changes.changes().stream().map(this::of).toList());
    }

    private Change of(Change change) {
        return switch (change) {
            case Change.OfJob(JobChange job) ->
                new Change.OfJob(new JobChange(job.action(), job.job().inForm(form)));
            case Change.OfRun(RunChange run) -> new Change.OfRun(of(run));
            case Change.SignalKept(var signal) -> new Change.SignalKept(signal.inForm(form));
            default -> change;
        };
    }

    private RunChange of(RunChange change) {
        TimelineEntry entry = change.entry();
        return new RunChange(change.action(), change.run().inForm(form), entry == null ? null : entry.inForm(form));
    }
}
