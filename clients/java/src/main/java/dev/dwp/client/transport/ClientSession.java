package dev.dwp.client.transport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dwp.client.error.AuthenticationException;
import dev.dwp.client.error.ClientClosedException;
import dev.dwp.client.error.ConnectionLostException;
import dev.dwp.client.error.DwpException;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A session with a server over WebSocket, through as many connections as it takes: connects, authenticates, keeps watch, and
 * connects again with growing pauses. It ends by {@link #close}, by a token that the server refuses when no other is to be
 * had, or when the tries are used up; then all calls and streams settle. Its state belongs to its loop.
 */
final class ClientSession implements SocketConnection.Peer {
    /** What a connection has reached. */
    private enum Stage {
        IDLE,
        CONNECTING,
        AUTHENTICATING,
        UP,
        PAUSED,
        OVER
    }

    private final ClientSettings settings;
    private final SessionLoop loop;
    private final Calls calls;
    private final ChannelFeeds feeds;
    private final Refresh refresh;
    private final CompletableFuture<Void> accepted = new CompletableFuture<>();
    private final SharedTurns refreshes = new SharedTurns(this::refreshOnce);

    /** A refresh that waits for the connection that is being made, whose token may have been asked for before. */
    private @Nullable CompletableFuture<Void> refreshOnceUp;

    /** The channels that feeds of this session have, or are about to have; written by any thread. */
    private final Set<String> channels = ConcurrentHashMap.newKeySet();

    /** The first connection is made on its own account, and there is no other try where it fails. */
    private boolean eager;

    private Stage stage = Stage.IDLE;
    private @Nullable SocketConnection connection;
    private @Nullable String token;

    /** The token that the server refused last, and how it did. */
    private @Nullable String refusedToken;

    private @Nullable DwpException refusal;

    /** An error that came before the end of the connection and names no call: the reason for that end. */
    private @Nullable DwpException lastError;

    /** The reason for which there will be no other connection. */
    private @Nullable DwpException end;

    private @Nullable String authId;
    private int failures;
    private long upSince;
    private SessionLoop.@Nullable Timer watch;

    ClientSession(ClientSettings settings) {
        this.settings = settings;
        this.loop = new SessionLoop(this::escaped, this::send);
        this.calls = new Calls(settings, loop);
        this.feeds = new ChannelFeeds(settings, loop, calls, sink -> channels.remove(sink.channel()));
        this.refresh = new Refresh(settings, loop, this::renew);
    }

    /** Completes when the server has accepted the token for the first time; there is one try. */
    CompletableFuture<Void> connect() {
        loop.execute(() -> {
            eager = true;
            wake();
        });
        return accepted;
    }

    void submit(Call call) {
        if (settings.gathering()) {
            try {
                call.prepare(settings.codec());
            } catch (IllegalArgumentException e) {
                call.answer().completeExceptionally(Calls.unwritable(e));
                return;
            }
        }
        loop.execute(() -> {
            wake();
            if (call.watches) {
                loop.atOnce(call.answer(), (data, failure) -> {
                    if (data != null) {
                        feeds.replaced(data.path("channel").asText());
                    }
                });
            }
            calls.submit(call);
        });
    }

    /** Takes the channel for a sink; false when this session has one for it. */
    boolean reserve(String channel) {
        return channels.add(channel);
    }

    /** True when no stream is on this session. */
    boolean unused() {
        return channels.isEmpty();
    }

    /** Runs a task on the loop after all that was asked of it before. */
    void afterwards(Runnable task) {
        loop.execute(task);
    }

    /** Begins a stream whose channel has been reserved. */
    Transport.Source attach(EventSink sink) {
        loop.execute(() -> {
            wake();
            feeds.attach(sink);
        });
        return new Transport.Source() {
            @Override
            public void grant(int epoch, int credits) {
                loop.execute(() -> feeds.grant(sink, epoch, credits));
            }

            @Override
            public void detach() {
                loop.execute(() -> feeds.detach(sink));
            }
        };
    }

    /** Completes when the server has taken a token that is asked for from now on, at once where the next connection does so. */
    CompletableFuture<Void> refresh() {
        return refreshes.ask();
    }

    private CompletableFuture<Void> refreshOnce() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        loop.execute(() -> {
            switch (stage) {
                case UP -> refresh.now(done);
                case CONNECTING, AUTHENTICATING -> refreshOnceUp = done;
                case IDLE, PAUSED -> done.complete(null);
                case OVER -> done.completeExceptionally(Objects.requireNonNull(end));
            }
        });
        return done;
    }

    void close() {
        loop.execute(() -> over(new ClientClosedException()));
    }

    private void escaped(Throwable problem) {
        over(new ConnectionLostException("The client failed: " + problem, problem));
    }

    /** What has been asked for since the last time goes out. */
    private void send() {
        calls.send();
    }

    private void wake() {
        if (stage == Stage.IDLE) {
            connectNow();
        }
    }

    private void connectNow() {
        stage = Stage.CONNECTING;
        lastError = null;
        loop.whenDone(Tokens.ask(settings.credentials()), this::openWith);
    }

    private void openWith(@Nullable String fresh, @Nullable Throwable failure) {
        if (stage == Stage.OVER) {
            return;
        }
        if (fresh == null) {
            failed("There is no token", failure);
            return;
        }
        DwpException refused = refusal;
        if (refused != null && fresh.equals(refusedToken)) {
            over(refused);
            return;
        }
        token = fresh;
        loop.whenDone(SocketConnection.open(settings, loop, this), this::opened);
    }

    private void opened(@Nullable SocketConnection made, @Nullable Throwable failure) {
        if (made == null) {
            failed("No connection to %s".formatted(settings.uri()), failure);
        } else if (stage == Stage.OVER) {
            made.close();
        } else if (made.loss() != null) {
            retry(made.loss());
        } else {
            stage = Stage.AUTHENTICATING;
            connection = made;
            authId = authenticate(made, Objects.requireNonNull(token));
            watch(made, settings.timeout());
        }
    }

    private String authenticate(SocketConnection with, String credential) {
        String id = calls.nextId();
        ObjectNode frame = JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("type", "request")
                .put("method", "auth");
        ObjectNode data = frame.putObject("data")
                .put("token", credential)
                .put("format", settings.codec().format())
                .put("heartbeat_ms", settings.heartbeat().toMillis());
        if (!settings.features().isEmpty()) {
            settings.features().forEach(data.putArray("features")::add);
        }
        with.send(settings.codec().encode(frame));
        return id;
    }

    /** A try to connect failed before there was a connection. */
    private void failed(String what, @Nullable Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof WebSocketHandshakeException handshake) {
            int status = handshake.getResponse().statusCode();
            if (refuses(status)) {
                over(DwpException.of(status, "%s: it answered %d.".formatted(what, status), null));
                return;
            }
        }
        String reason = FailureReasons.of(cause);
        retry(new ConnectionLostException(what + (reason.isEmpty() ? "" : ": " + reason) + ".", cause));
    }

    /** True for a status that another try will not change. */
    private static boolean refuses(int status) {
        return status >= 400 && status < 500 && status != 408 && status != 425 && status != 429;
    }

    private void retry(DwpException why) {
        if (stage == Stage.OVER) {
            return;
        }
        failures++;
        calls.away(why);
        if (refreshOnceUp != null) {
            refreshOnceUp.complete(null);
            refreshOnceUp = null;
        }
        if ((eager && !accepted.isDone()) || !settings.backoff().allows(failures)) {
            over(why);
            return;
        }
        stage = Stage.PAUSED;
        loop.schedule(settings.backoff().pause(failures), () -> {
            if (stage == Stage.PAUSED) {
                connectNow();
            }
        });
    }

    @Override
    public void drained(SocketConnection from) {
        if (from == connection) {
            calls.send();
        }
    }

    @Override
    public void received(SocketConnection from, JsonNode frame) {
        if (from != connection) {
            return;
        }
        String correlated = frame.path("correl_id").textValue();
        switch (frame.path("type").asText()) {
            case "response" -> {
                if (correlated != null && correlated.equals(authId)) {
                    accepted(from, frame);
                } else if (correlated != null && !refresh.answered(correlated, frame)) {
                    calls.answered(correlated, frame.path("data"));
                }
            }
            case "error" -> error(frame, correlated);
            case "event" -> feeds.event(frame.path("channel").asText(), frame);
            case "ping" -> pong(from, frame);
            case "pong" -> {
                if (correlated != null) {
                    calls.answered(correlated, frame.path("data"));
                }
            }
            default -> {
                // That something came has been noted.
            }
        }
    }

    private void accepted(SocketConnection on, JsonNode frame) {
        authId = null;
        stage = Stage.UP;
        refusal = null;
        refusedToken = null;
        upSince = System.nanoTime();
        refresh.accepted(frame, Objects.requireNonNull(token));
        CompletableFuture<Void> refreshNow = refreshOnceUp;
        refreshOnceUp = null;
        if (refreshNow != null) {
            refresh.now(refreshNow);
        }
        if (watch != null) {
            watch.cancel();
        }
        watch(on, settings.heartbeat());
        calls.connected(on, frame.path("data").path("max_frame_bytes"));
        feeds.connected(on);
        accepted.complete(null);
    }

    private void error(JsonNode frame, @Nullable String correlated) {
        DwpException error = Calls.error(frame.path("error"));
        if (correlated != null && correlated.equals(authId)) {
            refused(error);
        } else if (correlated != null) {
            if (!refresh.answered(correlated, frame)) {
                calls.failed(correlated, error);
            }
        } else if (frame.hasNonNull("channel")) {
            feeds.failed(frame.path("channel").asText(), error);
        } else {
            lastError = error;
        }
    }

    /** The server has answered {@code auth} with an error: only another token is worth another try. */
    private void refused(DwpException error) {
        lastError = error;
        boolean passing = error.code() == 408 || error.code() == 429 || error.code() == 503;
        if (!passing && (!(error instanceof AuthenticationException) || refusal != null)) {
            over(error);
        }
    }

    private void pong(SocketConnection to, JsonNode ping) {
        ObjectNode pong = JsonNodeFactory.instance.objectNode().put("type", "pong");
        if (ping.hasNonNull("id")) {
            pong.set("correl_id", ping.get("id"));
        }
        if (ping.hasNonNull("ts")) {
            pong.set("ts", ping.get("ts"));
        }
        to.send(settings.codec().encode(pong));
    }

    /** Gives up a connection that is silent for three periods, after asking it twice for a sign of life. */
    private void watch(SocketConnection on, Duration period) {
        watch = loop.schedule(period, () -> {
            if (on != connection) {
                return;
            }
            long silent = System.nanoTime() - on.lastReceived();
            if (stage == Stage.AUTHENTICATING || silent > 3 * period.toNanos()) {
                on.abort("The server was silent for %s".formatted(Duration.ofNanos(silent)));
                return;
            }
            if (silent >= period.toNanos()) {
                on.send(settings.codec()
                        .encode(JsonNodeFactory.instance
                                .objectNode()
                                .put("id", calls.nextId())
                                .put("type", "ping")));
            }
            watch(on, period);
        });
    }

    /** Sends another token on the connection that there is; returns the id of that frame, {@code null} without one. */
    private @Nullable String renew(String fresh) {
        SocketConnection on = connection;
        if (on == null || stage != Stage.UP) {
            return null;
        }
        token = fresh;
        return authenticate(on, fresh);
    }

    @Override
    public void lost(SocketConnection what, ConnectionLostException cause) {
        if (what != connection) {
            return;
        }
        boolean lasted = stage == Stage.UP
                && System.nanoTime() - upSince > settings.backoff().longest().toNanos();
        failures = lasted ? 0 : failures;
        connection = null;
        authId = null;
        refresh.stop();
        DwpException error = lastError;
        DwpException why = error == null ? cause : error;
        if (error instanceof AuthenticationException) {
            refusal = error;
            refusedToken = token;
        }
        feeds.disconnected();
        calls.disconnected(why);
        retry(why);
    }

    private void over(DwpException why) {
        if (stage == Stage.OVER) {
            return;
        }
        stage = Stage.OVER;
        end = why;
        SocketConnection last = connection;
        connection = null;
        refresh.close(why);
        if (refreshOnceUp != null) {
            refreshOnceUp.completeExceptionally(why);
            refreshOnceUp = null;
        }
        feeds.close(why);
        calls.close(why);
        accepted.completeExceptionally(why);
        if (last != null) {
            last.close();
        }
        loop.close();
    }
}
