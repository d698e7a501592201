package dev.dwp.application.session;

import dev.dwp.application.port.out.Wakeups;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Watches that a peer is there (PROTOCOL §4.4): pings it when nothing has come for an interval, or at every interval where
 * the peer asked for heartbeats, and gives up after two pings that nothing followed. All fields are written by one alarm
 * after another, {@code alarm} also by {@link #stop}.
 */
final class Liveness {
    private static final int PATIENCE = 2;

    private final SessionServices.Time time;
    private final Connection connection;
    private final Duration interval;
    private final @Nullable Runnable heartbeat;

    private int unanswered;
    private volatile boolean stopped;
    private volatile Wakeups.@Nullable Registration alarm;

    /**
     * Begins to watch.
     *
     * @param heartbeat sends a DWP ping; {@code null} for WebSocket pings on idle connections only
     */
    Liveness(SessionServices.Time time, Connection connection, Duration interval, @Nullable Runnable heartbeat) {
        this.time = time;
        this.connection = connection;
        this.interval = interval;
        this.heartbeat = heartbeat;
    }

    void start() {
        tickIn(interval);
    }

    private void tickIn(Duration delay) {
        alarm = time.alarms().at(time.clock().instant().plus(delay), this::tick);
        if (stopped) {
            stop();
        }
    }

    void stop() {
        stopped = true;
        Wakeups.Registration pending = alarm;
        if (pending != null) {
            pending.close();
        }
    }

    private void tick() {
        boolean heard = connection.heard();
        if (heard) {
            unanswered = 0;
        }
        if (unanswered >= PATIENCE) {
            connection.close(CloseReason.UNRESPONSIVE, "No sign of life after two pings.");
            return;
        }
        boolean pings = heartbeat != null || !heard;
        if (pings) {
            unanswered++;
        }
        if (!stopped) {
            tickIn(pings ? interval : restOfInterval());
        }
        if (heartbeat != null) {
            heartbeat.run();
        } else if (pings) {
            connection.ping();
        }
    }

    /** Idle is who has been silent for an interval, not who was silent when an alarm happened to ring. */
    private Duration restOfInterval() {
        Duration rest = interval.minus(connection.silence());
        return rest.isNegative() ? Duration.ZERO : rest;
    }
}
