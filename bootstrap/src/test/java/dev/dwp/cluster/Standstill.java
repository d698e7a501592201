package dev.dwp.cluster;

import java.time.Instant;

/**
 * A process of the soak was stopped for a while.
 *
 * @param process its name in the {@link Journal}
 * @param end when it went on
 */
record Standstill(String process, Instant end) {}
