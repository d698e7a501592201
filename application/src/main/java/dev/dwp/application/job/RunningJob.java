package dev.dwp.application.job;

import dev.dwp.application.handler.JobDefinition;
import dev.dwp.application.port.out.Wakeups;
import dev.dwp.domain.job.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at a job on this worker, from its claim until its handler has let go of its thread. Several may want to end
 * it: its handler, its deadline, someone who cancelled it, a worker that stops. The first wins and decides what becomes of
 * the job; the handler is interrupted, and what it does after that counts no more. Thread-safe.
 */
final class RunningJob {
    private final Job job;
    private final JobDefinition definition;
    private final HeldJob held;
    private final ProgressReport progress;

    /** Guards what follows down to {@link #alarms}. */
    private final ReentrantLock lock = new ReentrantLock();

    /** The handler's thread, while it is at it: pooled threads must not be interrupted for what they did before. */
    private @Nullable Thread thread;

    private @Nullable Ending ending;

    /** What is set for it; {@code null} once its handler has let go. */
    private @Nullable List<Wakeups.Registration> alarms = new ArrayList<>();

    /** What to do when the attempt ends while someone sleeps in it. */
    private final Set<Runnable> sleepers = ConcurrentHashMap.newKeySet();

    /** Until when the keeper of leases renewed it last. */
    private volatile Instant renewedUntil = Instant.MIN;

    /** Until when an interrupted handler may take to end; written by whoever ended the attempt. */
    private volatile Instant graceUntil = Instant.MIN;

    /** Who ended it. */
    enum Ending {
        /** Its handler, by returning or throwing. */
        HANDLER,
        /** Its deadline. */
        TIMEOUT,
        /** Someone who cancelled the job or took it away: it is not this worker's any more. */
        TAKEN,
        /** The worker, which stops. */
        STOP
    }

    RunningJob(Job job, JobDefinition definition, HeldJob held, ProgressReport progress) {
        this.job = job;
        this.definition = definition;
        this.held = held;
        this.progress = progress;
    }

    /** The job as it was claimed. */
    Job job() {
        return job;
    }

    JobDefinition definition() {
        return definition;
    }

    HeldJob held() {
        return held;
    }

    ProgressReport progress() {
        return progress;
    }

    Instant startedAt() {
        Instant started = job.startedAt();
        return started == null ? job.updatedAt() : started;
    }

    /** When its time is up. */
    Instant deadline() {
        return startedAt().plus(timeout());
    }

    Duration timeout() {
        return job.spec().timeout();
    }

    /** Until when the job is surely not given to another. */
    Instant leasedUntil() {
        Instant written = held.leasedUntil();
        return written.isAfter(renewedUntil) ? written : renewedUntil;
    }

    void renewed(Instant until) {
        renewedUntil = until;
    }

    Instant graceUntil() {
        return graceUntil;
    }

    void graceUntil(Instant end) {
        graceUntil = end;
    }

    /** The handler's thread begins; {@code false} when the attempt has ended already. */
    boolean begin(Thread handler) {
        lock.lock();
        try {
            if (ending != null) {
                return false;
            }
            thread = handler;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Ends the attempt unless it has ended already, interrupting its handler; returns whether it did. */
    boolean end(Ending by) {
        lock.lock();
        try {
            if (ending != null) {
                return false;
            }
            ending = by;
            if (by != Ending.HANDLER && thread != null) {
                thread.interrupt();
            }
        } finally {
            lock.unlock();
        }
        sleepers.forEach(Runnable::run);
        return true;
    }

    /** Who has ended it; {@code null} while nobody has. */
    @Nullable
    Ending ending() {
        lock.lock();
        try {
            return ending;
        } finally {
            lock.unlock();
        }
    }

    /** The handler's thread lets go: it is not interrupted from now on, and no alarm rings. Called by that thread. */
    void letGo() {
        List<Wakeups.Registration> set;
        lock.lock();
        try {
            thread = null;
            set = alarms == null ? List.of() : alarms;
            alarms = null;
        } finally {
            lock.unlock();
        }
        set.forEach(Wakeups.Registration::close);
    }

    /** Remembers an alarm, to call it off when it is of no use any more. */
    void add(Wakeups.Registration alarm) {
        lock.lock();
        try {
            if (alarms != null) {
                alarms.add(alarm);
                return;
            }
        } finally {
            lock.unlock();
        }
        alarm.close();
    }

    /** Calls {@code wake} when the attempt ends, until the registration is closed. */
    Wakeups.Registration onEnd(Runnable wake) {
        sleepers.add(wake);
        if (ending() != null) {
            wake.run();
        }
        return () -> sleepers.remove(wake);
    }

    /** Where the handler is; empty when it is nowhere. */
    StackTraceElement[] stack() {
        Thread handler;
        lock.lock();
        try {
            handler = thread;
        } finally {
            lock.unlock();
        }
        return handler == null ? new StackTraceElement[0] : handler.getStackTrace();
    }
}
