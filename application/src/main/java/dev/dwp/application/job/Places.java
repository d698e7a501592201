package dev.dwp.application.job;

import dev.dwp.application.port.out.Alarms;
import dev.dwp.application.port.out.Wakeups;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The worker's places, one for each job that runs. A handler that does not end although it was interrupted loses its place
 * but keeps its thread: it is abandoned. As many handlers may be abandoned as there are places; beyond that no place is
 * free until some of them end, so that the threads of a worker stay bounded. Thread-safe.
 */
final class Places {
    private final int all;
    private final Runnable onFree;

    /** Guards what follows. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition empty = lock.newCondition();
    private final Set<RunningJob> taken = new HashSet<>();
    private final Set<RunningJob> abandoned = new HashSet<>();
    private boolean closed;

    /** A worker's places; {@code onFree} is called whenever one may have become free. */
    Places(int all, Runnable onFree) {
        this.all = all;
        this.onFree = onFree;
    }

    int free() {
        lock.lock();
        try {
            return closed || abandoned.size() > all ? 0 : all - taken.size();
        } finally {
            lock.unlock();
        }
    }

    /** No place is free any more. */
    void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
    }

    void take(RunningJob running) {
        lock.lock();
        try {
            taken.add(running);
        } finally {
            lock.unlock();
        }
    }

    /** Its handler has ended; returns whether it had been abandoned. */
    boolean leave(RunningJob running) {
        boolean late;
        lock.lock();
        try {
            taken.remove(running);
            late = abandoned.remove(running);
            tellIfEmpty();
        } finally {
            lock.unlock();
        }
        onFree.run();
        return late;
    }

    /** Its handler does not end; returns whether it held a place until now. */
    boolean abandon(RunningJob running) {
        lock.lock();
        try {
            if (!taken.remove(running)) {
                return false;
            }
            abandoned.add(running);
            tellIfEmpty();
        } finally {
            lock.unlock();
        }
        onFree.run();
        return true;
    }

    private void tellIfEmpty() {
        if (taken.isEmpty()) {
            empty.signalAll();
        }
    }

    /** Waits until no place is taken, or until an instant; returns whether none is. */
    boolean awaitEmpty(Instant until, InstantSource clock, Alarms alarms) throws InterruptedException {
        Wakeups.Registration alarm = alarms.at(until, this::tellAll);
        lock.lock();
        try {
            while (!taken.isEmpty() && clock.instant().isBefore(until)) {
                empty.await();
            }
            return taken.isEmpty();
        } finally {
            lock.unlock();
            alarm.close();
        }
    }

    private void tellAll() {
        lock.lock();
        try {
            empty.signalAll();
        } finally {
            lock.unlock();
        }
    }

    WorkerLoad load() {
        lock.lock();
        try {
            return new WorkerLoad(all, taken.size(), abandoned.size());
        } finally {
            lock.unlock();
        }
    }
}
