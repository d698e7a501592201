package dev.dwp.persistence.memory;

import dev.dwp.application.port.out.Change;
import dev.dwp.application.port.out.Changeset;
import dev.dwp.application.port.out.Claimed;
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
import dev.dwp.application.store.AcceptedChangeset;
import dev.dwp.application.store.ChangesetRules;
import dev.dwp.domain.channel.Cursor;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
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
        Set<Wakeups.Topic> topics = EnumSet.noneOf(Wakeups.Topic.class);
        Cursor head = locked(() -> {
            Cursor before = events.head();
            MemoryState state = new MemoryState(jobs, runs.table(), signals, crons, changes.at());
            AcceptedChangeset accepted = ChangesetRules.check(changes, state);
            accepted.changes().forEach(change -> apply(changes.at(), change));
            state.putOwners(accepted.state());
            topics.addAll(accepted.topics());
            if (!before.equals(events.head())) {
                topics.add(Wakeups.Topic.EVENTS);
            }
            return events.head();
        });
        topics.forEach(wakeups::ring);
        return head;
    }

    /** Takes something as one act, and tells of the events. */
    <T> Claimed<T> claim(Supplier<Claimed<T>> act) {
        Claimed<T> claimed = locked(act);
        if (!claimed.items().isEmpty()) {
            wakeups.ring(Wakeups.Topic.EVENTS);
        }
        return claimed;
    }

    /** Applies a change that was accepted, with its events; under the lock. */
    void apply(Instant at, Change change) {
        apply(change);
        change.events().forEach(event -> events.append(at, event));
    }

    private void apply(Change change) {
        switch (change) {
            case Change.OfJob(var job) -> jobs.table().apply(job);
            case Change.QueueClear clear -> {}
            case Change.JobLeaseStands stands -> {}
            case Change.RunLeaseStands stands -> {}
            case Change.JobPurged(var job) -> jobs.table().delete(job);
            case Change.OfRun(var run) -> runs.table().put(run);
            case Change.QueuePaused paused -> jobs.pause(paused);
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
    public boolean commitsAtOnce() {
        return true;
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
