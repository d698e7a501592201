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

    /** Kept for the claim under way, and for jobs that start as they are enqueued. */
    private int forClaim;

    private int forStarts;

    /** A worker's places; {@code onFree} is called whenever one may have become free. */
    Places(int all, Runnable onFree) {
        this.all = all;
        this.onFree = onFree;
    }

    private int free() {
        return closed || abandoned.size() > all ? 0 : Math.max(0, all - taken.size() - forClaim - forStarts);
    }

    /**
     * Keeps free places for a claim, and tells how many: none where none is free.
     *
     * @param most at most so many
     * @param leavesSome whether to leave half of them to jobs that start as they are enqueued, as the claim will hardly
     *     find any
     */
    int reserve(int most, boolean leavesSome) {
        lock.lock();
        try {
            int free = free();
            int kept = Math.min(leavesSome ? (free + 1) / 2 : free, most);
            forClaim += kept;
            return kept;
        } finally {
            lock.unlock();
        }
    }

    /** The claim is over; whoever made it looks for free places by itself. */
    void free(int reserved) {
        lock.lock();
        try {
            forClaim -= reserved;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Keeps a place for each of some jobs that start as they are enqueued; tells whether there are as many.
     *
     * @param leavesHalf whether to start none beyond half of the places: others may have more that are free
     */
    boolean reserveForStarts(int count, boolean leavesHalf) {
        lock.lock();
        try {
            int most = leavesHalf ? (all + 1) / 2 : all;
            if (count > free() || taken.size() + forStarts + count > most) {
                return false;
            }
            forStarts += count;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** They have taken their places, or will not. */
    void freeOfStarts(int count) {
        lock.lock();
        try {
            forStarts -= count;
            tellIfEmpty();
        } finally {
            lock.unlock();
        }
        onFree.run();
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

    private boolean isEmpty() {
        return taken.isEmpty() && forStarts == 0;
    }

    private void tellIfEmpty() {
        if (isEmpty()) {
            empty.signalAll();
        }
    }

    /** Waits until no place is taken or kept for a job that starts, or until an instant; returns whether none is. */
    boolean awaitEmpty(Instant until, InstantSource clock, Alarms alarms) throws InterruptedException {
        Wakeups.Registration alarm = alarms.at(until, this::tellAll);
        lock.lock();
        try {
            while (!isEmpty() && clock.instant().isBefore(until)) {
                empty.await();
            }
            return isEmpty();
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
