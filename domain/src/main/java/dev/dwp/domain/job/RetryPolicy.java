package dev.dwp.domain.job;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Tells how often and after what pause a failed attempt is tried again: exponential backoff, by default with full jitter (a
 * pause drawn evenly between nothing and the backoff), so that jobs that failed together do not return together.
 *
 * @param maxRetries retries after the first attempt; 0 for none
 * @param firstDelay backoff before the first retry
 * @param multiplier growth of the backoff from one retry to the next, at least 1
 * @param maxDelay where the backoff stops growing; at most a year
 * @param jitter which part of the backoff is drawn at random, 0 to 1: a pause lies between {@code (1 - jitter)} of the
 *     backoff and all of it (PROTOCOL §5)
 */
public record RetryPolicy(int maxRetries, Duration firstDelay, double multiplier, Duration maxDelay, double jitter) {

    /** The longest backoff. */
    public static final Duration LONGEST = Duration.ofDays(365);

    /** Three retries from one second on, doubling up to five minutes, with full jitter. */
    public static final RetryPolicy DEFAULT = new RetryPolicy(3, Duration.ofSeconds(1), 2, Duration.ofMinutes(5), 1);

    /** Checks the ranges. */
    public RetryPolicy {
        if (maxRetries < 0 || firstDelay.isNegative() || !(multiplier >= 1) || maxDelay.compareTo(firstDelay) < 0) {
            throw new IllegalArgumentException(
                    "A retry policy needs maxRetries ≥ 0, firstDelay ≥ 0, multiplier ≥ 1 and maxDelay ≥ firstDelay.");
        }
        if (!(jitter >= 0 && jitter <= 1)) {
            throw new IllegalArgumentException(
                    "A retry policy's jitter must be 0 (none) to 1 (full), not %s.".formatted(jitter));
        }
        if (maxDelay.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "A retry policy's maxDelay of %s is longer than a year.".formatted(maxDelay));
        }
    }

    /** The same backoff with another number of retries. */
    public RetryPolicy withMaxRetries(int retries) {
        return new RetryPolicy(retries, firstDelay, multiplier, maxDelay, jitter);
    }

    /** The same number of retries with other pauses. */
    public RetryPolicy withBackoff(RetryBackoff backoff) {
        return new RetryPolicy(maxRetries, backoff.first(), backoff.factor(), backoff.max(), backoff.jitter());
    }

    /** The pause before a retry, counted from 1. */
    public Duration delayBefore(int retry, RandomGenerator random) {
        double millis = firstDelay.toMillis() * Math.pow(multiplier, retry - 1);
        long backoff = (long) Math.min(millis, (double) maxDelay.toMillis());
        long spread = (long) (backoff * jitter);
        return Duration.ofMillis(backoff - spread + (spread == 0 ? 0 : random.nextLong(spread + 1)));
    }
}
