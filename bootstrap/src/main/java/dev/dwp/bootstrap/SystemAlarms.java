package dev.dwp.bootstrap;

import dev.dwp.application.port.out.Alarms;
import dev.dwp.application.port.out.Wakeups;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Alarms by a clock that goes by itself: one daemon thread waits for the next, and each runs on a virtual thread of its own,
 * so that one that blocks delays no other. An alarm that is far away is looked at again now and then, as the clock may be set.
 * Thread-safe.
 */
final class SystemAlarms implements Alarms, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SystemAlarms.class);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private final InstantSource clock;
    private final ScheduledThreadPoolExecutor timer;

    SystemAlarms(InstantSource clock) {
        this.clock = clock;
        this.timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("dwp-alarms").factory());
        timer.setRemoveOnCancelPolicy(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public Wakeups.Registration at(Instant when, Runnable action) {
        Alarm alarm = new Alarm(when, action);
        alarm.schedule();
        return alarm;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private final class Alarm implements Wakeups.Registration, Runnable {
        private final Instant when;
        private final Runnable action;

        /** Written by whoever schedules: first the caller, then the timer's thread. */
        private volatile @Nullable Future<?> pending;

        private volatile boolean closed;

        Alarm(Instant when, Runnable action) {
            this.when = when;
            this.action = action;
        }

        void schedule() {
            Duration left = Duration.between(clock.instant(), when);
            Duration wait = left.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : left;
            try {
                pending = timer.schedule(this, Math.max(0, wait.toNanos()), TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException e) {
                LOG.trace("An alarm was set after the server had stopped.", e);
            }
        }

        @Override
        public void run() {
            if (closed) {
                return;
            }
            if (clock.instant().isBefore(when)) {
                schedule();
            } else {
                Thread.ofVirtual().name("dwp-alarm").start(action);
            }
        }

        @Override
        public void close() {
            closed = true;
            Future<?> scheduled = pending;
            if (scheduled != null) {
                scheduled.cancel(false);
            }
        }
    }
}
