package dev.dwp.client.transport;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dwp.client.error.DwpException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Replaces a token before its end by a second {@code auth} on the same connection (PROTOCOL §4.1). Both the end and the time
 * now are the server's, so that the clock here does not matter. When no other token is to be had it tries again, in half of
 * the time that is left. What the program asks for is presented even where it is the same token, since what that may do can
 * have changed. Of the loop alone.
 */
final class Refresh {
    private static final Duration SHORTEST = Duration.ofMillis(100);

    /** An end beyond that is none: nanoseconds do not count so far. */
    private static final Duration LONGEST = Duration.ofDays(3650);

    /** Sends a token; returns the frame's id, or {@code null} where there is no connection. */
    @FunctionalInterface
    interface Renewal {
        @Nullable
        String send(String token);
    }

    private final ClientSettings settings;
    private final SessionLoop loop;
    private final Renewal renewal;
    private SessionLoop.@Nullable Timer timer;

    /** The id of the second {@code auth} under way. */
    private @Nullable String authId;

    private @Nullable String present;
    private @Nullable String asked;

    /** What the program waits for; its token has not been asked for yet while {@link #waiting}. */
    private @Nullable CompletableFuture<Void> wanted;

    private boolean waiting;

    /** As {@link System#nanoTime} counts; of the present token. */
    private long endNanos;

    /** Counts connections, so that an answer for an earlier one is not taken for the present one. */
    private int life;

    Refresh(ClientSettings settings, SessionLoop loop, Renewal renewal) {
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
            System.getLogger(Refresh.class.getName())
                    .log(
                            Level.WARNING,
                            "The server spells the token''s end as {0}; it is not replaced before that.",
                            end);
        }
    }

    private void later(Duration pause) {
        timer = loop.schedule(pause.compareTo(SHORTEST) < 0 ? SHORTEST : pause, this::ask);
    }

    /** Asks without waiting for the present token's end to come near; one such at a time. */
    void now(CompletableFuture<Void> done) {
        wanted = done;
        waiting = authId != null;
        if (!waiting) {
            forget();
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
            System.getLogger(Refresh.class.getName())
                    .log(Level.WARNING, "Getting another token failed; the present one ends soon.", failure);
        }
        if (token == null || (token.equals(present) && wanted == null)) {
            fail(Tokens.missing(failure));
            again();
        } else {
            asked = token;
            authId = renewal.send(token);
            if (authId == null) {
                succeed();
            }
        }
    }

    private void fail(DwpException why) {
        CompletableFuture<Void> done = wanted;
        wanted = null;
        if (done != null) {
            done.completeExceptionally(why);
        }
    }

    private void succeed() {
        CompletableFuture<Void> done = wanted;
        wanted = null;
        if (done != null) {
            done.complete(null);
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
        boolean accepted = frame.path("type").asText().equals("response");
        if (accepted) {
            present = asked;
        } else {
            System.getLogger(Refresh.class.getName())
                    .log(Level.WARNING, "The server refused another token: {0}", frame.path("error"));
        }
        if (waiting) {
            waiting = false;
            ask();
        } else if (accepted) {
            schedule(frame);
            succeed();
        } else {
            fail(HttpTransport.error(0, frame));
            again();
        }
        return true;
    }

    /** The connection is lost: the next one begins with a token that is asked for then. */
    void stop() {
        forget();
        succeed();
    }

    /** There will be no other connection. */
    void close(DwpException why) {
        forget();
        fail(why);
    }

    private void forget() {
        life++;
        authId = null;
        waiting = false;
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}
