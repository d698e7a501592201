package dev.dwp.persistence.memory;

import dev.dwp.application.port.out.Change;
import dev.dwp.application.port.out.Changeset;
import dev.dwp.application.port.out.Commits;
import dev.dwp.application.port.out.Store;
import dev.dwp.application.port.out.StoreUnavailable;
import dev.dwp.application.port.out.Wakeups;
import dev.dwp.domain.channel.Cursor;
import dev.dwp.domain.channel.DomainEvent;
import dev.dwp.domain.job.JobAction;
import dev.dwp.domain.job.JobChange;
import dev.dwp.domain.job.JobState;
import dev.dwp.domain.workflow.WorkflowRun;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Everything in memory, nothing for ever. Thread-safe: one lock guards all state, which makes every commit, claim and
 * snapshot one act; wake-ups are rung after it is let go.
 */
public final class MemoryStore implements Store, Commits {
    private final ReentrantLock lock = new ReentrantLock();
    private final MemoryWakeups wakeups = new MemoryWakeups();
    private final MemoryEvents events = new MemoryEvents(this);
    private final MemoryJobs jobs = new MemoryJobs(this);
    private final MemoryRuns runs = new MemoryRuns(this);
    private final MemorySignals signals = new MemorySignals(this);
    private final MemoryCrons crons = new MemoryCrons(this);
    private final MemoryNodes nodes = new MemoryNodes(this);

    private volatile boolean closed;

    @Override
    public Cursor commit(Changeset changes) {
        return act(news -> {
            Revisions revisions = new Revisions();
            changes.changes().forEach(change -> check(change, revisions));
            changes.changes().forEach(change -> apply(changes.at(), change, news));
            return events.head();
        });
    }

    /** Runs something that changes state as one act; then tells of the news that it noted. */
    <T> T act(Function<Set<Wakeups.Topic>, T> act) {
        Set<Wakeups.Topic> news = EnumSet.noneOf(Wakeups.Topic.class);
        T result = locked(() -> act.apply(news));
        news.forEach(wakeups::ring);
        return result;
    }

    /** Applies a change whose condition holds, with its events; under the lock. */
    void apply(Instant at, Change change, Set<Wakeups.Topic> news) {
        apply(change, news);
        for (DomainEvent event : change.events()) {
            events.append(at, event);
            news.add(Wakeups.Topic.EVENTS);
        }
    }

    private void check(Change change, Revisions revisions) {
        switch (change) {
            case Change.OfJob(var job) -> jobs.check(job, revisions);
            case Change.JobPurged(var job) -> jobs.requireRevision(job.id(), job.revision(), revisions);
            case Change.OfRun(var run) -> runs.check(run, revisions);
            case Change.SignalTaken(var id) -> signals.requireKept(id);
            case Change.CronMoved moved -> crons.check(moved);
            case Change.EntriesForgotten forgotten -> {}
            case Change.SignalKept kept -> {}
            case Change.QueuePaused paused -> {}
        }
    }

    private void apply(Change change, Set<Wakeups.Topic> news) {
        switch (change) {
            case Change.OfJob(var job) -> {
                jobs.apply(job);
                note(job, news);
            }
            case Change.JobPurged(var job) -> jobs.purge(job);
            case Change.OfRun(var run) -> {
                runs.apply(run);
                note(run.run(), news);
            }
            case Change.QueuePaused paused -> {
                jobs.pause(paused);
                news.add(Wakeups.Topic.JOBS);
            }
            case Change.EntriesForgotten forgotten -> runs.forget(forgotten);
            case Change.SignalKept(var signal) -> signals.keep(signal);
            case Change.SignalTaken(var id) -> signals.take(id);
            case Change.CronMoved moved -> crons.apply(moved);
        }
    }

    private static void note(JobChange change, Set<Wakeups.Topic> news) {
        if (change.job().state() != JobState.RUNNING) {
            news.add(Wakeups.Topic.JOBS);
        }
        if (change.action() == JobAction.CANCEL) {
            news.add(Wakeups.Topic.INTERRUPTS);
        }
    }

    /** A claimed run that is to be woken was changed by someone else than its worker. */
    private static void note(WorkflowRun run, Set<Wakeups.Topic> news) {
        if (run.wakeAt() != null) {
            news.add(run.claim() == null ? Wakeups.Topic.RUNS : Wakeups.Topic.INTERRUPTS);
        }
    }

    /** Runs a read or write as one act. */
    <T> T locked(Supplier<T> act) {
        requireOpen();
        lock.lock();
        try {
            return act.get();
        } finally {
            lock.unlock();
        }
    }

    void requireOpen() {
        if (closed) {
            throw new StoreUnavailable("The store is closed.", new IllegalStateException("closed"));
        }
    }

    MemorySignals waiters() {
        return signals;
    }

    @Override
    public String kind() {
        return "memory";
    }

    @Override
    public Commits commits() {
        return this;
    }

    @Override
    public MemoryJobs jobs() {
        return jobs;
    }

    @Override
    public MemoryRuns runs() {
        return runs;
    }

    @Override
    public MemorySignals signals() {
        return signals;
    }

    @Override
    public MemoryEvents events() {
        return events;
    }

    @Override
    public MemoryCrons crons() {
        return crons;
    }

    @Override
    public MemoryNodes nodes() {
        return nodes;
    }

    @Override
    public boolean shared() {
        return false;
    }

    @Override
    public Wakeups wakeups() {
        return wakeups;
    }

    @Override
    public boolean healthy() {
        return !closed;
    }

    @Override
    public void close() {
        closed = true;
    }
}
