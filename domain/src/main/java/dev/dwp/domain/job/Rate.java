package dev.dwp.domain.job;

import java.time.Duration;

/**
 * How many jobs of a queue may start in a time. The bucket behind it holds one second's worth, and never less than one.
 *
 * @param permits how many, at least 1
 * @param per in which time, above 0
 */
public record Rate(long permits, Duration per) {
    private static final double NANOS_PER_SECOND = 1e9;

    /** Checks the ranges. */
    public Rate {
        if (permits < 1 || permits > 1_000_000_000L || per.isNegative() || per.isZero()) {
            throw new IllegalArgumentException(
                    "A rate needs 1 to 1000000000 permits in a time above 0, such as 100 in a second.");
        }
    }

    /** So many a second. */
    public static Rate perSecond(long permits) {
        return new Rate(permits, Duration.ofSeconds(1));
    }

    /** Permits that come back each nanosecond. */
    double perNano() {
        return permits / (double) per.toNanos();
    }

    /** The most permits that can be saved up. */
    public double burst() {
        return Math.max(1, perNano() * NANOS_PER_SECOND);
    }
}
