package dev.dwp.client.transport;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * Replaces a token before its end by a second {@code auth} on the same connection (PROTOCOL §4.1). Both the end and the time
 * now are the server's, so that the clock here does not matter. When no other token is to be had it tries again, in half of
 * the time that is left. Of the loop alone.
 */
final class Refresh {
    private static final Logger LOG = System.getLogger(Refresh.class.getName());
    private static final Duration SHORTEST = Duration.ofMillis(100);

    /** An end beyond that is none: nanoseconds do not count so far. */
    private static final Duration LONGEST = Duration.ofDays(3650);

    /** Sends a token; returns the frame's id, or {@code null} where there is no connection. */
    @FunctionalInterface
    interface Renewal {
        @Nullable
        String send(String token);
    }

    private final Settings settings;
    private final Loop loop;
    private final Renewal renewal;
    private Loop.@Nullable Timer timer;

    /** The id of the second {@code auth} under way. */
    private @Nullable String authId;

    private @Nullable String present;
    private @Nullable String asked;

    /** As {@link System#nanoTime} counts; of the present token. */
    private long endNanos;

    /** Counts connections, so that an answer for an earlier one is not taken for the present one. */
    private int life;

    Refresh(Settings settings, Loop loop, Renewal renewal) {
        this.settings = settings;
        this.loop = loop;
        this.renewal = renewal;
    }

    /** The server has accepted a token on a new connection. */
    void accepted(JsonNode frame, String token) {
        stop();
        present = token;
        schedule(frame);
    }

    private void schedule(JsonNode frame) {
        String end = frame.path("data").path("expires_at").textValue();
        String now = frame.path("ts").textValue();
        if (end == null || now == null) {
            return;
        }
        try {
            Duration told = Duration.between(OffsetDateTime.parse(now), OffsetDateTime.parse(end));
            Duration left = told.compareTo(LONGEST) < 0 ? told : LONGEST;
            endNanos = System.nanoTime() + left.toNanos();
            later(left.multipliedBy(3).dividedBy(4));
        } catch (DateTimeParseException e) {
            LOG.log(Level.WARNING, "The server spells the token''s end as {0}; it is not replaced before that.", end);
        }
    }

    private void later(Duration pause) {
        timer = loop.schedule(pause.compareTo(SHORTEST) < 0 ? SHORTEST : pause, this::ask);
    }

    /** Asks without waiting for the present token's end to come near. */
    void now() {
        if (authId == null) {
            stop();
            ask();
        }
    }

    private void ask() {
        int asking = life;
        loop.whenDone(Tokens.ask(settings.credentials()), (token, failure) -> {
            if (asking == life) {
                received(token, failure);
            }
        });
    }

    private void received(@Nullable String token, @Nullable Throwable failure) {
        if (failure != null) {
            LOG.log(Level.WARNING, "Getting another token failed; the present one ends soon.", failure);
        }
        if (token == null || token.equals(present)) {
            again();
        } else {
            asked = token;
            authId = renewal.send(token);
        }
    }

    private void again() {
        long left = endNanos - System.nanoTime();
        if (left > 0) {
            later(Duration.ofNanos(left / 2));
        }
    }

    /** Takes the answer to a second {@code auth}; false when the id is of another call. */
    boolean answered(String id, JsonNode frame) {
        if (!id.equals(authId)) {
            return false;
        }
        authId = null;
        if (frame.path("type").asText().equals("response")) {
            present = asked;
            schedule(frame);
        } else {
            LOG.log(Level.WARNING, "The server refused another token: {0}", frame.path("error"));
            again();
        }
        return true;
    }

    /** The connection is lost. */
    void stop() {
        life++;
        authId = null;
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}
