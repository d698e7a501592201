package dev.dwp.http.server;

import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The open connections of a server, and how they end with it. Thread-safe. */
final class Connections {
    private static final Duration LAST_MOMENT = Duration.ofSeconds(1);

    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger count = new AtomicInteger();
    private final LongAdder accepted = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder stalled = new LongAdder();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition emptied = lock.newCondition();
    private final int limit;
    /** Set once by {@link #stop}. */
    private volatile boolean stopping;

    Connections(int limit) {
        this.limit = limit;
    }

    /** A live view that may be walked over while it changes. */
    Set<Connection> open() {
        return Collections.unmodifiableSet(open);
    }

    boolean stopping() {
        return stopping;
    }

    /** Takes the connection in unless the limit is reached or the server stops. */
    boolean add(Connection connection) {
        if (stopping) {
            return false;
        }
        if (count.incrementAndGet() > limit) {
            count.decrementAndGet();
            refused.increment();
            return false;
        }
        accepted.increment();
        open.add(connection);
        if (stopping) {
            connection.serverStops();
        }
        return true;
    }

    /** Forgets a connection that has ended; the second time does nothing. */
    void remove(Connection connection) {
        if (open.remove(connection) && count.decrementAndGet() == 0 && stopping) {
            lock.lock();
            try {
                emptied.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    void countStalled() {
        stalled.increment();
    }

    ServerStats stats() {
        return new ServerStats(count.get(), accepted.sum(), refused.sum(), stalled.sum());
    }

    /**
     * Ends waiting connections at once and the others by themselves; whatever is left towards the end of the grace is cut,
     * so that its threads have ended, too, when it is over.
     */
    void stop(Duration grace) {
        stopping = true;
        open.forEach(Connection::serverStops);
        Duration quarter = grace.dividedBy(4);
        awaitNone(grace.minus(quarter.compareTo(LAST_MOMENT) < 0 ? quarter : LAST_MOMENT));
        open.forEach(Connection::kill);
        awaitNone(LAST_MOMENT);
    }

    private void awaitNone(Duration within) {
        lock.lock();
        try {
            long nanos = TimeUnit.NANOSECONDS.convert(within);
            while (!open.isEmpty() && nanos > 0) {
                nanos = emptied.awaitNanos(nanos);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
