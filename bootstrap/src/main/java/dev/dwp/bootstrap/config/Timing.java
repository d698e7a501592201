package dev.dwp.bootstrap.config;

import java.time.Duration;

/**
 * How long the server waits.
 *
 * @param head for the head of an HTTP request
 * @param idle for the next request on a connection
 * @param auth for a WebSocket's {@code auth}
 * @param pingInterval of silence on a WebSocket, before it pings
 * @param shutdownGrace for all of a stop; may be zero
 * @param drainDelay between turning unready and the end of accepting, when it stops; may be zero
 */
public record Timing(
        Duration head,
        Duration idle,
        Duration auth,
        Duration pingInterval,
        Duration shutdownGrace,
        Duration drainDelay) {

    /** The drain delay as far as the grace leaves room for it: half of that belongs to what is under way. */
    public Duration drain() {
        Duration half = shutdownGrace.dividedBy(2);
        return drainDelay.compareTo(half) < 0 ? drainDelay : half;
    }

    static Timing from(Values values) {
        return new Timing(
                values.get(Settings.HEAD_TIMEOUT),
                values.get(Settings.IDLE_TIMEOUT),
                values.get(Settings.AUTH_TIMEOUT),
                values.get(Settings.PING_INTERVAL),
                values.get(Settings.SHUTDOWN_GRACE),
                values.get(Settings.DRAIN_DELAY));
    }
}
