package dev.dwp.domain.job;

import java.time.Duration;
import java.time.Instant;

/**
 * What is left of a {@link Rate} at an instant. Immutable; stores keep one for each queue with a rate, so that a limit
 * holds over all workers. A clock that steps back refills nothing and takes nothing away.
 *
 * @param tokens permits left, 0 to the rate's burst
 * @param at when that was so
 */
public record TokenBucket(double tokens, Instant at) {
    /** A bucket that was never taken from. */
    public static TokenBucket full(Rate rate, Instant now) {
        return new TokenBucket(rate.burst(), now);
    }

    /** The same bucket later. */
    public TokenBucket refilled(Rate rate, Instant now) {
        if (!now.isAfter(at)) {
            return new TokenBucket(Math.min(tokens, rate.burst()), at);
        }
        double more = Duration.between(at, now).toNanos() * rate.perNano();
        return new TokenBucket(Math.min(rate.burst(), tokens + more), now);
    }

    /** How many jobs may start now. */
    public int whole() {
        return (int) Math.min(Integer.MAX_VALUE, Math.floor(tokens + EPSILON));
    }

    /** The same bucket after so many jobs have started. */
    public TokenBucket take(int count) {
        return new TokenBucket(Math.max(0, tokens - count), at);
    }

    /** When the next job may start; not after {@link #at} where one may start already. */
    public Instant nextAt(Rate rate) {
        double missing = 1 - tokens;
        return missing <= EPSILON ? at : at.plusNanos((long) Math.ceil(missing / rate.perNano()));
    }

    /** Sums of many small refills end a hair below the whole number that they mean. */
    private static final double EPSILON = 1e-9;
}
