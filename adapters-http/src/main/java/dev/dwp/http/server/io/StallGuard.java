package dev.dwp.http.server.io;

import java.time.Duration;

/**
 * Says until when an operation that has no timeout of its own may take. The thread that owns the operation arms and
 * disarms; the {@link Watchdog} looks.
 */
public final class StallGuard {
    private static final long IDLE = 0;

    /** A {@link System#nanoTime()}, or {@link #IDLE}; written by the operating thread. */
    private volatile long until = IDLE;

    /** The operation that begins now has that long. */
    public void arm(Duration allowance) {
        until = System.nanoTime() + allowance.toNanos() | 1;
    }

    /** The operation is over. */
    public void disarm() {
        until = IDLE;
    }

    /** Whether an operation is under way that should have been over by {@code nanoTime}. */
    public boolean expired(long nanoTime) {
        long armed = until;
        return armed != IDLE && nanoTime - armed > 0;
    }
}
