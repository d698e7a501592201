package dev.dwp.domain.job;

import java.time.Duration;

/**
 * Sets the pauses between the attempts of one job, in place of those of its handler's {@link RetryPolicy} (PROTOCOL §5). The
 * pause before retry <i>n</i>, counted from 0, is drawn evenly from {@code (1 - jitter) * p} to {@code p}, where {@code p} is
 * {@code first * factor^n} up to {@code max}.
 *
 * @param first the backoff before the first retry
 * @param factor growth of the backoff from one retry to the next, {@value #LEAST_FACTOR} to {@value #MOST_FACTOR}
 * @param max where the backoff stops growing; not below {@code first}, and at most {@link RetryPolicy#LONGEST}
 * @param jitter which part of the backoff is drawn at random, 0 to 1
 */
public record RetryBackoff(Duration first, double factor, Duration max, double jitter) {
    /** The factor of a backoff that does not grow. */
    public static final int LEAST_FACTOR = 1;

    /** The fastest growth. */
    public static final int MOST_FACTOR = 1000;

    /** The factor where none is given. */
    public static final double USUAL_FACTOR = 2;

    /** Where a backoff stops growing unless it is said. */
    public static final Duration USUAL_MAX = Duration.ofHours(1);

    /** The jitter where none is given. */
    public static final double USUAL_JITTER = 0.5;

    /** Checks the ranges. */
    public RetryBackoff {
        if (first.isNegative() || max.compareTo(first) < 0 || max.compareTo(RetryPolicy.LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "A backoff needs 0 ≤ first ≤ max ≤ 365 days; first is %s and max is %s.".formatted(first, max));
        }
        if (!(factor >= LEAST_FACTOR && factor <= MOST_FACTOR)) {
            throw new IllegalArgumentException(
                    "A backoff's factor must be %d to %d, not %s.".formatted(LEAST_FACTOR, MOST_FACTOR, factor));
        }
        if (!(jitter >= 0 && jitter <= 1)) {
            throw new IllegalArgumentException(
                    "A backoff's jitter must be 0 (none) to 1 (full), not %s.".formatted(jitter));
        }
    }

    /** A backoff from that pause on, doubling up to an hour (or that pause, where it is longer), half of it drawn at random. */
    public static RetryBackoff from(Duration first) {
        Duration max = first.compareTo(USUAL_MAX) > 0 ? first : USUAL_MAX;
        return new RetryBackoff(first, USUAL_FACTOR, max, USUAL_JITTER);
    }
}
