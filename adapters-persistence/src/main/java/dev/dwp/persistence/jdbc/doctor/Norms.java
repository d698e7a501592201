package dev.dwp.persistence.jdbc.doctor;

import java.time.Duration;

/**
 * What counts as usual.
 *
 * @param lease of the servers: for how long one is believed to be there, and may hold a job or run, unless it says so again
 * @param eventsKeptFor how old an event may become
 * @param transaction how long one may stay open
 */
public record Norms(Duration lease, Duration eventsKeptFor, Duration transaction) {
    private static final Duration LONG_TRANSACTION = Duration.ofMinutes(5);

    /** What counts as usual for servers of such a configuration. */
    public static Norms of(Duration lease, Duration eventsKeptFor) {
        return new Norms(lease, eventsKeptFor, LONG_TRANSACTION);
    }
}
