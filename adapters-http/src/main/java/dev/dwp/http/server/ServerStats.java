package dev.dwp.http.server;

/**
 * Counts of one server, each read at its own moment.
 *
 * @param connections open now, upgraded ones included
 * @param accepted accepted since the start
 * @param refused beyond the connection limit since the start
 * @param stalled ended by the watchdog since the start
 */
public record ServerStats(int connections, long accepted, long refused, long stalled) {}
