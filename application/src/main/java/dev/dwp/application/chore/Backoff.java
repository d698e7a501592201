package dev.dwp.application.chore;

import java.time.Duration;

/** Growing pauses between tries, and whether the latest one failed. Used by one thread at a time. */
final class Backoff {
    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private Duration pause = FIRST;
    private boolean failing;

    /** A try failed. */
    Duration next() {
        Duration now = pause;
        pause = pause.compareTo(LONGEST.dividedBy(2)) > 0 ? LONGEST : pause.multipliedBy(2);
        failing = true;
        return now;
    }

    /** Whether the latest try failed. */
    boolean failing() {
        return failing;
    }

    /** A try succeeded. */
    void reset() {
        pause = FIRST;
        failing = false;
    }
}
