package dev.dwp.bootstrap;

import dev.dwp.application.port.out.Alarms;
import dev.dwp.application.port.out.ServerThreads;
import dev.dwp.application.port.out.Wakeups;
import dev.dwp.application.thread.TaskThreads;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Alarms by a clock that goes by itself: one thread waits for the next, and each runs on a virtual thread of its own, so that
 * one that blocks delays no other. An alarm that is far away is looked at again now and then, as the clock may be set; one for
 * which there is no thread is tried again. Thread-safe.
 */
final class SystemAlarms implements Alarms, AutoCloseable {
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    private static final Comparator<Alarm> EARLIEST =
            Comparator.<Alarm, Instant>comparing(alarm -> alarm.when).thenComparingLong(alarm -> alarm.number);

    private final InstantSource clock;
    private final Duration longestWait;
    private final AtomicLong numbers = new AtomicLong();

    /** Guards what follows. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition changed = lock.newCondition();
    private final TreeSet<Alarm> pending = new TreeSet<>(EARLIEST);
    private boolean closed;

    SystemAlarms(InstantSource clock, ServerThreads threads) {
        this(clock, threads, LONGEST_WAIT);
    }

    /** Looks at alarms that are far away that often. */
    SystemAlarms(InstantSource clock, ServerThreads threads, Duration longestWait) {
        this.clock = clock;
        this.longestWait = longestWait;
        threads.start("dwp-alarms", this::ringNext);
    }

    @Override
    public Wakeups.Registration at(Instant when, Runnable action) {
        Alarm alarm = new Alarm(when, numbers.incrementAndGet(), action);
        put(alarm);
        return alarm;
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            pending.clear();
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Starts what is due next; {@code false} once it is closed. */
    private boolean ringNext() throws InterruptedException {
        Alarm due = awaitDue();
        if (due == null) {
            return false;
        }
        try {
            TaskThreads.start("dwp-alarm", due.action);
        } catch (RuntimeException | Error e) {
            put(due);
            throw e;
        }
        return true;
    }

    /** Takes the first alarm that is due, when there is one; {@code null} once it is closed. */
    private @Nullable Alarm awaitDue() throws InterruptedException {
        lock.lock();
        try {
            Duration left = untilFirst();
            while (!closed && left.isPositive()) {
                changed.awaitNanos(left.toNanos());
                left = untilFirst();
            }
            return closed ? null : pending.pollFirst();
        } finally {
            lock.unlock();
        }
    }

    /** Positive while none is due. */
    private Duration untilFirst() {
        if (pending.isEmpty()) {
            return longestWait;
        }
        Duration left = Duration.between(clock.instant(), pending.first().when);
        return left.compareTo(longestWait) > 0 ? longestWait : left;
    }

    private void put(Alarm alarm) {
        lock.lock();
        try {
            if (!closed && pending.add(alarm) && alarm.equals(pending.first())) {
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** One that waits; two of the same instant and action are two. */
    private final class Alarm implements Wakeups.Registration {
        private final Instant when;
        private final long number;
        private final Runnable action;

        Alarm(Instant when, long number, Runnable action) {
            this.when = when;
            this.number = number;
            this.action = action;
        }

        @Override
        public void close() {
            lock.lock();
            try {
                pending.remove(this);
            } finally {
                lock.unlock();
            }
        }
    }
}
