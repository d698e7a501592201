package dev.dwp.application.loop;

import dev.dwp.application.port.out.Alarms;
import dev.dwp.application.port.out.ServerThreads;
import dev.dwp.application.port.out.StoreUnavailable;
import dev.dwp.application.port.out.Wakeups;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * A thread that takes one turn after another, and sleeps in between until it is woken or until the instant that the last
 * turn asked for: it never polls. While the store is away it pauses, longer each time. Thread-safe.
 */
public final class Loop {
    private final Turn turn;
    private final InstantSource clock;
    private final Alarms alarms;
    private final OutagePause outage;
    private final String name;
    private final ServerThreads threads;

    /** Wake-ups that nobody has acted on; many are one. */
    private final Semaphore news = new Semaphore(0);

    private volatile boolean stopped;

    /** Whether a turn was taken, so that it is time to sleep; used by the loop's thread alone, as the next. */
    private boolean tired;

    /** When to take the next turn without being woken; {@code null} for never. */
    private @Nullable Instant next;

    /** Set once, when the loop starts. */
    private volatile @Nullable Thread thread;

    /** What a loop does again and again. */
    @FunctionalInterface
    public interface Turn {
        /**
         * Takes one turn.
         *
         * @return when to take the next without being woken; {@code null} for never
         */
        @Nullable
        Instant take();
    }

    /** The clock, alarms and threads that a loop is made of. */
    public record Parts(InstantSource clock, Alarms alarms, ServerThreads threads) {}

    /**
     * Takes no turn before {@link #start}.
     *
     * @param name of its thread
     * @param longestPause between two tries while the store is away
     */
    public Loop(String name, Duration longestPause, Parts parts, Turn turn) {
        this.turn = turn;
        this.clock = parts.clock();
        this.alarms = parts.alarms();
        this.outage = new OutagePause(name, longestPause);
        this.name = name;
        this.threads = parts.threads();
    }

    /** Starts its thread. */
    public void start() {
        thread = threads.start(name, this::turn);
    }

    /** Takes a turn soon; quick, from any thread. */
    public void wake() {
        news.release();
    }

    /** Takes no more turns; returns when the one under way has ended. */
    public void stop() throws InterruptedException {
        stopped = true;
        wake();
        Thread own = thread;
        if (own != null) {
            own.join();
        }
    }

    /** A turn that fails is taken again after the pause that its thread makes. */
    private boolean turn() throws InterruptedException {
        if (tired && !stopped) {
            sleepUntil(next);
        }
        tired = false;
        if (!stopped) {
            next = next();
            tired = true;
        }
        return !stopped;
    }

    private @Nullable Instant next() {
        try {
            Instant next = turn.take();
            outage.over();
            return next;
        } catch (StoreUnavailable e) {
            return clock.instant().plus(outage.next(e));
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
