package dev.dwp.application.workflow;

import dev.dwp.application.port.out.RunPlaces;
import dev.dwp.domain.session.Tenant;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Divides this node's places between claims and runs that are only being started. A run whose start finds a free place is taken
 * up by the commit that starts it, and needs no claim; but only as long as nobody waits for a place: the last claim has found
 * fewer runs than it had places, and may do so again, as half of what is free is left to the next. Thread-safe.
 */
final class StartPlaces {
    private static final int FEWEST_STOPPING = 16;

    private final int limit;
    private final HeldRuns held;
    private final LeftAlone leftAlone;

    /** Guards everything below, save first reads of {@link #plenty} by {@link #take}. */
    private final ReentrantLock lock = new ReentrantLock();

    /** Places that the claim under way may fill. */
    private int claiming;

    private boolean closed;

    /** Whether the last claim left places of both kinds, so that nobody waits for one, as far as is known here. */
    private volatile boolean plenty;

    /** All are free. */
    StartPlaces(int limit, HeldRuns held, LeftAlone leftAlone) {
        this.limit = limit;
        this.held = held;
        this.leftAlone = leftAlone;
    }

    /** Takes a place for a run that is to be started; whether there is one, until {@link HeldRuns#startEnds}. */
    boolean take() {
        if (!plenty) {
            return false;
        }
        lock.lock();
        try {
            boolean free = plenty && !closed && free().of(false) > 0;
            if (free) {
                held.startBegins();
            }
            return free;
        } finally {
            lock.unlock();
        }
    }

    /** A claim begins; the places that it may fill. */
    RunPlaces claim(Map<Tenant, Long> turns) {
        lock.lock();
        try {
            RunPlaces free = free();
            boolean none = free.of(false) == 0 || free.of(true) == 0;
            plenty = plenty && !none;
            claiming = plenty ? (free.of(false) + 1) / 2 : free.of(false);
            return new RunPlaces(claiming, free.of(true), turns);
        } finally {
            lock.unlock();
        }
    }

    /**
     * The claim has ended, and what it took up is held.
     *
     * @param left whether it left places of both kinds
     */
    void claimed(boolean left) {
        lock.lock();
        try {
            claiming = 0;
            plenty = left;
        } finally {
            lock.unlock();
        }
    }

    /** Whether nobody waits for a place, as far as is known here. */
    boolean plenty() {
        lock.lock(); // whoever gives a place back and asks this is seen by the claim that begins, or sees what it found
        try {
            return plenty;
        } finally {
            lock.unlock();
        }
    }

    /** No more runs are taken up. */
    void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
    }

    /** Whether this node has no place left for a run, or for one that is to stop. */
    boolean full(boolean stopping) {
        lock.lock();
        try {
            return free().of(stopping) == 0;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Code that was left alone takes places too, so that not ever more threads are left alone. Runs that are to stop have
     * places of their own, as many as the others and at least a few, so that they wait for no other run.
     */
    private RunPlaces free() {
        if (limit == 0) {
            return RunPlaces.of(0);
        }
        int stopping = Math.max(limit, FEWEST_STOPPING);
        int alone = leftAlone.count();
        return new RunPlaces(
                alone >= limit ? 0 : Math.max(0, limit - held.count(false) - held.starting() - claiming),
                alone >= limit + stopping ? 0 : Math.max(0, stopping - held.count(true)),
                Map.of());
    }
}
