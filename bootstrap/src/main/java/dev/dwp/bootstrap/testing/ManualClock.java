package dev.dwp.bootstrap.testing;

import dev.dwp.application.port.out.Alarms;
import dev.dwp.application.port.out.Wakeups;
import dev.dwp.application.thread.TaskThreads;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Time that stands still until a test moves it. Alarms ring on the thread that moves it, in their order and with the clock
 * at their very instant, before {@link #advance} returns. Thread-safe; one thread should move it.
 */
public final class ManualClock implements InstantSource, Alarms {
    private static final Comparator<Alarm> EARLIEST =
            Comparator.comparing(Alarm::when).thenComparingLong(Alarm::number);

    /** Guards everything below; no alarm rings under it. Fair, as a test that moves time in a loop would starve the rest. */
    private final ReentrantLock lock = new ReentrantLock(true);

    private final PriorityQueue<Alarm> pending = new PriorityQueue<>(EARLIEST);

    /** Written under the lock, read without it. */
    private volatile Instant now;

    private long count;

    private record Alarm(Instant when, long number, Runnable action) {}

    /** Stands at an instant. */
    public ManualClock(Instant start) {
        now = start;
    }

    @Override
    public Instant instant() {
        return now;
    }

    /** An alarm for an instant that has come rings on a thread of its own at once. */
    @Override
    public Wakeups.Registration at(Instant when, Runnable action) {
        Alarm alarm;
        lock.lock();
        try {
            alarm = new Alarm(when, count++, action);
            if (when.isAfter(now)) {
                pending.add(alarm);
                return () -> remove(alarm);
            }
        } finally {
            lock.unlock();
        }
        TaskThreads.start("manual-alarm", action);
        return () -> {};
    }

    /** Moves on, ringing what is due on the way. */
    public void advance(Duration by) {
        Instant end = instant().plus(by);
        for (Alarm alarm = nextUntil(end); alarm != null; alarm = nextUntil(end)) {
            alarm.action().run();
        }
    }

    /** When the next alarm rings; {@code null} when none is set. */
    public @Nullable Instant nextAlarm() {
        lock.lock();
        try {
            Alarm next = pending.peek();
            return next == null ? null : next.when();
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Alarm nextUntil(Instant end) {
        lock.lock();
        try {
            Alarm next = pending.peek();
            if (next == null || next.when().isAfter(end)) {
                now = end;
                return null;
            }
            now = next.when();
            return pending.poll();
        } finally {
            lock.unlock();
        }
    }

    private void remove(Alarm alarm) {
        lock.lock();
        try {
            pending.remove(alarm);
        } finally {
            lock.unlock();
        }
    }
}
