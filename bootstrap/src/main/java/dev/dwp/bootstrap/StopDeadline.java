package dev.dwp.bootstrap;

import java.time.Duration;

/** Bounds a stop as a whole: all of its parts share one moment, which no clock that is set can move. Immutable. */
final class StopDeadline {
    private final long endNanos;

    private StopDeadline(long endNanos) {
        this.endNanos = endNanos;
    }

    /** One that is so far away. */
    static StopDeadline in(Duration grace) {
        return new StopDeadline(System.nanoTime() + grace.toNanos());
    }

    /** What is left of it; zero once it has passed. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, endNanos - System.nanoTime()));
    }
}
