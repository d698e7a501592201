package dev.dwp.persistence.memory;

import dev.dwp.application.port.out.Change;
import dev.dwp.application.port.out.Changeset;
import dev.dwp.application.port.out.Commits;
import dev.dwp.application.port.out.CronStore;
import dev.dwp.application.port.out.EventLog;
import dev.dwp.application.port.out.JobStore;
import dev.dwp.application.port.out.LogExtent;
import dev.dwp.application.port.out.NodeStore;
import dev.dwp.application.port.out.RunStore;
import dev.dwp.application.port.out.SignalStore;
import dev.dwp.application.port.out.Store;
import dev.dwp.application.port.out.StoreUnavailable;
import dev.dwp.application.port.out.ValueFormat;
import dev.dwp.application.port.out.Wakeups;
import dev.dwp.domain.channel.Cursor;
import dev.dwp.domain.channel.DomainEvent;
import java.time.Instant;
import java.time.InstantSource;
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
    private final MemoryEvents events;
    private final MemoryJobs jobs = new MemoryJobs(this);
    private final MemoryRuns runs = new MemoryRuns(this);
    private final MemorySignals signals = new MemorySignals(this, runs);
    private final MemoryCrons crons = new MemoryCrons(this);
    private final MemoryNodes nodes = new MemoryNodes(this);

    private final Compaction compaction;
    private volatile boolean closed;

    /** Keeps values as they come. Its cursors never leave the process: its events are numbered from 1. */
    public MemoryStore() {
        this(Compaction.NONE, Cursor.START);
    }

    /**
     * Keeps large values encoded, since the trees that clients make of a few octets would fill the heap. Its cursors never
     * leave the process: its events are numbered from 1.
     */
    public MemoryStore(ValueFormat format) {
        this(Compaction.by(format), Cursor.START);
    }

    /**
     * Keeps large values encoded. Its events have numbers that no store before it has given out, unless the clock was set
     * back.
     */
    public MemoryStore(ValueFormat format, InstantSource clock) {
        this(Compaction.by(format), LogExtent.base(Cursor.START, clock.instant()));
    }

    private MemoryStore(Compaction compaction, Cursor base) {
        this.compaction = compaction;
        this.events = new MemoryEvents(this, base);
    }

    @Override
    public Cursor commit(Changeset asked) {
        Changeset changes = compaction.of(asked);
        return act(news -> {
            Conditions conditions = new Conditions();
            changes.changes().forEach(change -> check(change, conditions));
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
        apply(change, new News(at, news));
        for (DomainEvent event : change.events()) {
            events.append(at, event);
            news.add(Wakeups.Topic.EVENTS);
        }
    }

    private void check(Change change, Conditions conditions) {
        switch (change) {
            case Change.OfJob(var job) -> jobs.table().check(job, conditions);
            case Change.JobLeaseStands(var id, var lease) -> jobs.table().checkLease(id, lease, conditions);
            case Change.RunLeaseStands(var id, var lease) -> runs.table().checkLease(id, lease, conditions);
            case Change.JobPurged(var job) -> jobs.table().checkPurge(job, conditions);
            case Change.OfRun(var run) -> runs.table().check(run, conditions);
            case Change.SignalKept(var signal) -> signals.checkKeeping(signal, conditions);
            case Change.SignalPublished(var publication) -> signals.checkPublishing(publication, conditions);
            case Change.SignalTaken(var id) -> signals.checkTaking(id, conditions);
            case Change.CronMoved moved -> crons.check(moved, conditions);
            case Change.EntriesForgotten forgotten -> {}
            case Change.QueuePaused paused -> {}
        }
    }

    private void apply(Change change, News news) {
        switch (change) {
            case Change.OfJob(var job) -> news.of(job, jobs.table().apply(job));
            case Change.JobLeaseStands stands -> {}
            case Change.RunLeaseStands stands -> {}
            case Change.JobPurged(var job) -> jobs.table().delete(job);
            case Change.OfRun(var run) -> news.of(run.run(), runs.table().apply(run));
            case Change.QueuePaused paused -> {
                jobs.pause(paused);
                news.ofQueue();
            }
            case Change.EntriesForgotten forgotten -> runs.table().forget(forgotten);
            case Change.SignalKept(var signal) -> signals.keep(signal);
            case Change.SignalPublished(var publication) -> signals.remember(publication);
            case Change.SignalTaken(var id) -> signals.take(id);
            case Change.CronMoved moved -> crons.apply(moved);
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

    @Override
    public String kind() {
        return "memory";
    }

    @Override
    public Commits commits() {
        return this;
    }

    @Override
    public JobStore jobs() {
        return jobs;
    }

    @Override
    public RunStore runs() {
        return runs;
    }

    @Override
    public SignalStore signals() {
        return signals;
    }

    @Override
    public EventLog events() {
        return events;
    }

    @Override
    public CronStore crons() {
        return crons;
    }

    @Override
    public NodeStore nodes() {
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
