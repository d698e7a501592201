package dev.dwp.domain.time;

import java.time.Duration;
import java.time.Instant;

/** Measures how long something took by two instants, which two nodes may have noted by clocks that differ a little. */
public final class Elapsed {
    private Elapsed() {}

    /** The time from one instant to another; none where the other is earlier (PROTOCOL §6). */
    public static Duration between(Instant start, Instant end) {
        return end.isBefore(start) ? Duration.ZERO : Duration.between(start, end);
    }
}
