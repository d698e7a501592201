package dev.dwp.http.server.io;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Closes connections whose write, handshake or close makes no progress: a blocking write to a socket has no timeout.
 *
 * <p>One daemon thread a server walks over its connections several times within the shortest allowance. That costs a
 * connection two volatile writes for each write to its socket, and no registration.
 */
public final class Watchdog implements Runnable {
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(10);

    private final Iterable<? extends Watched> connections;
    private final Duration pause;
    /** Set once by {@link #stop}. */
    private volatile boolean stopped;
    /** Set once by {@link #start}. */
    private volatile Thread thread = Thread.currentThread();

    /**
     * A watchdog that is not running yet.
     *
     * @param connections safe to iterate over while it changes
     * @param shortest the shortest allowance any guard is armed with
     */
    public Watchdog(Iterable<? extends Watched> connections, Duration shortest) {
        this.connections = connections;
        Duration quarter = shortest.dividedBy(4);
        Duration bounded = quarter.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : quarter;
        this.pause = bounded.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : bounded;
    }

    /** Starts the thread. */
    public void start() {
        thread = Thread.ofPlatform().name("dwp-http-watchdog").daemon().start(this);
    }

    /** Lets the thread end. */
    public void stop() {
        stopped = true;
        LockSupport.unpark(thread);
    }

    /** Walks over the connections now and then until it is stopped. */
    @Override
    public void run() {
        while (!stopped) {
            tick(System.nanoTime());
            LockSupport.parkNanos(this, pause.toNanos());
        }
    }

    /** One walk over all connections, as of that {@link System#nanoTime()}. */
    public void tick(long nanoTime) {
        for (Watched connection : connections) {
            if (connection.guard().expired(nanoTime)) {
                connection.stalled();
            }
        }
    }
}
