package dev.dwp.engine.workflow.model;

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
import dev.dwp.domain.channel.Cursor;
import java.util.concurrent.atomic.AtomicInteger;

/** What one worker sees of a store until the worker dies, which may be between a commit and its answer. */
final class CrashingStore implements Store {
    private final Store store;
    private final AtomicInteger commitsLeft = new AtomicInteger(Integer.MAX_VALUE);
    private volatile boolean dead;

    CrashingStore(Store store) {
        this.store = store;
    }

    /** The worker dies at its so many-th commit from now, counted from 0. */
    void dieAt(int commits) {
        commitsLeft.set(commits);
    }

    void die() {
        dead = true;
    }

    boolean dead() {
        return dead;
    }

    private Store alive() {
        if (dead) {
            throw new StoreUnavailable("Dead, as the test wants it.", new IllegalStateException("dead"));
        }
        return store;
    }

    @Override
    public Commits commits() {
        return changes -> {
            int left = commitsLeft.getAndDecrement();
            if (left == 0) {
                dead = true;
            }
            Cursor head = alive().commits().commit(changes);
            if (left == 1) {
                dead = true;
                alive();
            }
            return head;
        };
    }

    @Override
    public String kind() {
        return store.kind();
    }

    @Override
    public JobStore jobs() {
        return alive().jobs();
    }

    @Override
    public RunStore runs() {
        return alive().runs();
    }

    @Override
    public SignalStore signals() {
        return alive().signals();
    }

    @Override
    public EventLog events() {
        return alive().events();
    }

    @Override
    public CronStore crons() {
        return alive().crons();
    }

    @Override
    public NodeStore nodes() {
        return alive().nodes();
    }

    @Override
    public boolean shared() {
        return false;
    }

    @Override
    public Wakeups wakeups() {
        return store.wakeups();
    }

    @Override
    public boolean healthy() {
        return !dead;
    }

    @Override
    public void close() {
        dead = true;
    }
}
