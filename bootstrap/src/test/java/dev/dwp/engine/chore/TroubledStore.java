package dev.dwp.engine.chore;

import dev.dwp.application.port.out.Commits;
import dev.dwp.application.port.out.CronStore;
import dev.dwp.application.port.out.EventLog;
import dev.dwp.application.port.out.JobStore;
import dev.dwp.application.port.out.NodeStore;
import dev.dwp.application.port.out.RunStore;
import dev.dwp.application.port.out.SignalStore;
import dev.dwp.application.port.out.Store;
import dev.dwp.application.port.out.StoreUnavailable;
import dev.dwp.application.port.out.Wakeups;

/** A store that goes away and comes back as a test says, and that says whether it is shared. */
public final class TroubledStore implements Store {
    private final Store store;
    private final boolean shared;
    private volatile boolean away;

    /** Stands before a store. */
    public TroubledStore(Store store, boolean shared) {
        this.store = store;
        this.shared = shared;
    }

    /** Goes away, or comes back. */
    public void away(boolean gone) {
        away = gone;
    }

    private Store reached() {
        if (away) {
            throw new StoreUnavailable("Away, as the test wants it.", new IllegalStateException("away"));
        }
        return store;
    }

    @Override
    public String kind() {
        return store.kind();
    }

    @Override
    public Commits commits() {
        return changes -> reached().commits().commit(changes);
    }

    @Override
    public JobStore jobs() {
        return reached().jobs();
    }

    @Override
    public RunStore runs() {
        return reached().runs();
    }

    @Override
    public SignalStore signals() {
        return reached().signals();
    }

    @Override
    public EventLog events() {
        return reached().events();
    }

    @Override
    public CronStore crons() {
        return () -> reached().crons().all();
    }

    @Override
    public NodeStore nodes() {
        return reached().nodes();
    }

    @Override
    public boolean shared() {
        return shared;
    }

    @Override
    public Wakeups wakeups() {
        return store.wakeups();
    }

    @Override
    public boolean healthy() {
        return !away && store.healthy();
    }

    @Override
    public void close() {
        store.close();
    }
}
