package dev.dwp.client.transport;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The pauses between tries: each is twice the one before, up to the longest, and drawn from its upper half, so that the
 * clients of a server that was away do not come back together.
 *
 * @param tries the most tries in a row that may fail; 0 for no try after a failure
 */
public record ReconnectBackoff(Duration first, Duration longest, int tries, RandomGenerator random) {
    private static final int MOST_DOUBLINGS = 30;

    public ReconnectBackoff {
        if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "The first pause is %s and the longest %s; make both positive and the longest the longer."
                            .formatted(first, longest));
        }
    }

    /** The pause after that many failures in a row, from 1. */
    Duration pause(int failures) {
        long doubled = first.toNanos();
        for (int i = 1; i < Math.min(failures, MOST_DOUBLINGS) && doubled < longest.toNanos(); i++) {
            doubled *= 2;
        }
        long pause = Math.min(doubled, longest.toNanos());
        return Duration.ofNanos(pause / 2 + random.nextLong(pause / 2 + 1));
    }

    /** True when there may be another try after that many failures in a row. */
    boolean allows(int failures) {
        return failures <= tries;
    }
}
