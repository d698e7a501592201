package dev.dwp.persistence.jdbc;

import dev.dwp.application.port.out.Change;
import dev.dwp.application.port.out.Changeset;
import dev.dwp.application.port.out.ValueFormat;
import dev.dwp.application.store.KeyRef;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobAction;
import dev.dwp.domain.job.JobChange;
import dev.dwp.domain.job.JobPhase;
import dev.dwp.domain.workflow.RunAction;
import dev.dwp.domain.workflow.RunChange;
import dev.dwp.domain.workflow.Signal;
import dev.dwp.domain.workflow.WorkflowRun;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A set of changes with everything that can be made of it before the store is asked, by the thread that brings it. */
final class PreparedSet {
    private final ValueFormat format;
    private final Changeset changes;
    private final List<Part> parts = new ArrayList<>();
    private final Writes writes = new Writes();

    /** A change and the events that tell of it. */
    record Part(Change change, List<Told> events) {}

    PreparedSet(Changeset set, ValueFormat format) {
        this.format = format;
        this.changes = set;
        for (Change change : set.changes()) {
            parts.add(new Part(change, Told.of(set.at(), change.events(), format)));
            prepare(change);
        }
    }

    Changeset changes() {
        return changes;
    }

    List<Part> parts() {
        return parts;
    }

    Writes writes() {
        return writes;
    }

    /** Says what it is going to change. */
    void announce(Wanted wanted) {
        for (Part part : parts) {
            switch (part.change()) {
                case Change.OfJob(JobChange(var action, var job))
                when action == JobAction.ENQUEUE ->
                    wanted.key(KeyRef.of(job), new KeyNow(job.id().text(), Micros.cut(job.createdAt())));
                case Change.OfJob(JobChange(var action, var job)) when isNew(job) -> {}
                case Change.OfJob(JobChange(var action, var job)) ->
                    wanted.jobs().add(job.id().text());
                case Change.JobLeaseStands(var job, var lease) -> wanted.jobs().add(job.text());
                case Change.RunLeaseStands(var run, var lease) -> wanted.runs().add(run.text());
                case Change.QueueClear(var queue) -> wanted.clear().add(queue);
                case Change.JobPurged(var job) -> {
                    wanted.jobs().add(job.id().text());
                    wanted.key(KeyRef.of(job), KeyNow.NOTHING);
                }
                case Change.OfRun(RunChange(var action, var run, var entry))
                when action == RunAction.START ->
                    wanted.key(KeyRef.of(run), new KeyNow(run.id().text(), Micros.cut(run.startedAt())));
                case Change.OfRun(RunChange(var action, var run, var entry)) ->
                    wanted.runs().add(run.id().text());
                case Change.SignalPublished(var publication) ->
                    wanted.published().putIfAbsent(KeyRef.of(publication), PublishedRow.cut(publication));
                case Change.SignalTaken(var id) -> wanted.signals().add(id.text());
                case Change.CronMoved moved -> {
                    wanted.crons().add(moved.before().name());
                    if (moved.before().equals(moved.after())) {
                        wanted.newCrons().putIfAbsent(moved.before().name(), CronRow.cut(moved.before()));
                    }
                }
                case Change.SignalKept kept -> {}
                case Change.EntriesForgotten forgotten -> {}
                case Change.QueuePaused paused -> {}
            }
        }
    }

    private void prepare(Change change) {
        switch (change) {
            case Change.OfJob(var job) -> prepare(job);
            case Change.JobLeaseStands stands -> {}
            case Change.RunLeaseStands stands -> {}
            case Change.QueueClear clear -> {}
            case Change.JobPurged(var job) -> writes.purge(job);
            case Change.OfRun(var run) -> prepare(run);
            case Change.EntriesForgotten(var run, var seqs) ->
                seqs.forEach(seq -> writes.entries().put(new Writes.EntryRef(run.text(), seq), null));
            case Change.SignalKept(var signal) -> writes.keep(signal.id().text(), row(signal));
            case Change.SignalPublished published -> {}
            case Change.SignalTaken(var id) -> writes.take(id.text());
            case Change.CronMoved moved -> writes.crons().put(moved.after().name(), CronRow.write(moved.after()));
            case Change.QueuePaused(var queue, var paused) -> writes.paused().put(queue.text(), paused);
        }
    }

    private void prepare(JobChange change) {
        Job job = change.job();
        JobPhase phase = JobPhase.of(job, changes.at());
        boolean made = change.action() == JobAction.ENQUEUE || isNew(job);
        RowWrite own;
        if (!made) {
            own = new RowWrite(RowWrite.How.UPDATE, JobRow.update(job, format));
        } else if (JobRow.isNew(job)) {
            own = new RowWrite(RowWrite.How.ENQUEUE, JobRow.enqueue(job, format));
        } else {
            own = new RowWrite(RowWrite.How.INSERT, JobRow.insert(job, format));
        }
        boolean inPlace = change.action() == JobAction.PROGRESS || change.action() == JobAction.CLAIM;
        writes.put(new JobWrite(job, phase, own, inPlace));
    }

    private void prepare(RunChange change) {
        WorkflowRun run = change.run();
        String id = run.id().text();
        boolean made =
                change.action() == RunAction.START || isInsert(writes.runs().get(id));
        writes.runs()
                .put(
                        id,
                        made
                                ? new RowWrite(RowWrite.How.INSERT, RunRow.insert(run, format))
                                : new RowWrite(RowWrite.How.UPDATE, RunRow.update(run, format)));
        if (change.entry() != null) {
            writes.entries()
                    .put(
                            new Writes.EntryRef(id, change.entry().seq()),
                            EntryRow.of(change.entry(), run.spec().tenant(), format));
        }
    }

    /** The set made it. */
    private boolean isNew(Job job) {
        JobWrite write = writes.jobs().get(job.id().text());
        return write != null && write.isInsert();
    }

    private static boolean isInsert(@Nullable RowWrite before) {
        return before != null && (before.how() == RowWrite.How.INSERT || before.how() == RowWrite.How.ENQUEUE);
    }

    private @Nullable Object[] row(Signal signal) {
        return Rows.of(
                signal.id().text(),
                signal.name(),
                signal.key(),
                format.write(signal.payload()),
                Tenants.app(signal.tenant()),
                Tenants.org(signal.tenant()),
                signal.run() == null ? null : signal.run().text(),
                Micros.of(signal.publishedAt()));
    }
}
