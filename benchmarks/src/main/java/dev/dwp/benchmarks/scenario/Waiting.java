package dev.dwp.benchmarks.scenario;

import java.time.Duration;

/** How long to wait for what must happen. */
final class Waiting {
    /** Whatever takes longer is broken. */
    static final Duration LIMIT = Duration.ofMinutes(10);

    private Waiting() {}
}
