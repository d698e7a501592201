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
 * which there is no thread is tried again. Alarms after a time go by {@link System#nanoTime}. Thread-safe.
 */
final class SystemAlarms implements Alarms, AutoCloseable {
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    private static final Comparator<Alarm> EARLIEST =
            Comparator.<Alarm, Instant>comparing(alarm -> alarm.when).thenComparingLong(alarm -> alarm.number);

    private final Duration longestWait;
    private final AtomicLong numbers = new AtomicLong();

    /** Guards what follows. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition changed = lock.newCondition();
    private final Row byClock;
    private final Row byTime = new Row(SystemAlarms::time);
    private boolean closed;

    /** Alarms by one clock, the earliest first. */
    private record Row(InstantSource clock, TreeSet<Alarm> pending) {
        Row(InstantSource clock) {
            this(clock, new TreeSet<>(EARLIEST));
        }

        /** Positive while none is due. */
        Duration untilFirst(Duration longest) {
            if (pending.isEmpty()) {
                return longest;
            }
            Duration left = Duration.between(clock.instant(), pending.first().when);
            return left.compareTo(longest) > 0 ? longest : left;
        }
    }

    SystemAlarms(InstantSource clock, ServerThreads threads) {
        this(clock, threads, LONGEST_WAIT);
    }

    /** Looks at alarms that are far away that often. */
    SystemAlarms(InstantSource clock, ServerThreads threads, Duration longestWait) {
        this.byClock = new Row(clock);
        this.longestWait = longestWait;
        threads.start("dwp-alarms", this::ringNext);
    }

    /** An instant that means nothing but the time that has passed since another. */
    private static Instant time() {
        return Instant.EPOCH.plusNanos(System.nanoTime());
    }

    @Override
    public Wakeups.Registration at(Instant when, Runnable action) {
        return put(new Alarm(byClock, when, numbers.incrementAndGet(), action));
    }

    @Override
    public Wakeups.Registration after(Duration pause, Instant now, Runnable action) {
        return put(new Alarm(byTime, byTime.clock().instant().plus(pause), numbers.incrementAndGet(), action));
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            byClock.pending().clear();
            byTime.pending().clear();
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
            return closed ? null : pollDue();
        } finally {
            lock.unlock();
        }
    }

    /** Positive while none is due. */
    private Duration untilFirst() {
        return byTime.untilFirst(byClock.untilFirst(longestWait));
    }

    private @Nullable Alarm pollDue() {
        Row row = byTime.untilFirst(longestWait).isPositive() ? byClock : byTime;
        return row.pending().pollFirst();
    }

    private Alarm put(Alarm alarm) {
        lock.lock();
        try {
            TreeSet<Alarm> pending = alarm.row.pending();
            if (!closed && pending.add(alarm) && alarm.equals(pending.first())) {
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
        return alarm;
    }

    /** One that waits; two of the same instant and action are two. */
    private final class Alarm implements Wakeups.Registration {
        private final Row row;
        private final Instant when;
        private final long number;
        private final Runnable action;

        Alarm(Row row, Instant when, long number, Runnable action) {
            this.row = row;
            this.when = when;
            this.number = number;
            this.action = action;
        }

        @Override
        public void close() {
            lock.lock();
            try {
                row.pending().remove(this);
            } finally {
                lock.unlock();
            }
        }
    }
}
