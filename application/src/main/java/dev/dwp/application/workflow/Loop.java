package dev.dwp.application.workflow;

import dev.dwp.application.port.out.Alarms;
import dev.dwp.application.port.out.StoreUnavailable;
import dev.dwp.application.port.out.Wakeups;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * A thread that takes one turn after another, and sleeps in between until it is woken or until the instant that the last
 * turn asked for: it never polls. While the store is away it pauses, longer each time. Thread-safe.
 */
final class Loop {
    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
    private static final Duration AFTER_DEFECT = Duration.ofSeconds(1);

    private final Turn turn;
    private final Ticks clock;
    private final Alarms alarms;
    private final OutagePause outage;
    private final Thread thread;

    /** Wake-ups that nobody has acted on; many are one. */
    private final Semaphore news = new Semaphore(0);

    private volatile boolean stopped;

    /** What a loop does again and again. */
    @FunctionalInterface
    interface Turn {
        /**
         * Takes one turn.
         *
         * @return when to take the next without being woken; {@code null} for never
         */
        @Nullable
        Instant take();
    }

    Loop(String name, WorkflowEngineParts parts, Turn turn) {
        this.turn = turn;
        this.clock = new Ticks(parts.clock());
        this.alarms = parts.alarms();
        this.outage = new OutagePause(name, Level.WARN);
        this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Takes a turn soon; quick, from any thread. */
    void wake() {
        news.release();
    }

    /** Takes no more turns; returns when the one under way has ended. */
    void stop() throws InterruptedException {
        stopped = true;
        wake();
        thread.join();
    }

    private void run() {
        try {
            while (!stopped) {
                sleepUntil(next());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private @Nullable Instant next() {
        try {
            Instant next = turn.take();
            outage.over();
            return next;
        } catch (StoreUnavailable e) {
            return clock.now().plus(outage.next(e));
        } catch (RuntimeException e) {
            LOG.error("{} met a defect; it goes on in a second.", thread.getName(), e);
            return clock.now().plus(AFTER_DEFECT);
        }
    }

    private void sleepUntil(@Nullable Instant next) throws InterruptedException {
        Wakeups.Registration alarm = next == null ? () -> {} : alarms.at(next, this::wake);
        try {
            news.acquire();
            news.drainPermits();
        } finally {
            alarm.close();
        }
    }
}
