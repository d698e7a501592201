package dev.dwp.bootstrap.config;

import java.time.Duration;

/**
 * How long the server waits.
 *
 * @param head for the head of an HTTP request
 * @param auth for a WebSocket's {@code auth}
 * @param pingInterval of silence on a WebSocket, before it pings
 * @param shutdownGrace for what is under way, when it stops; may be zero
 */
public record Timing(Duration head, Duration auth, Duration pingInterval, Duration shutdownGrace) {

    static Timing from(Values values) {
        return new Timing(
                values.get(Settings.HEAD_TIMEOUT),
                values.get(Settings.AUTH_TIMEOUT),
                values.get(Settings.PING_INTERVAL),
                values.get(Settings.SHUTDOWN_GRACE));
    }
}
