package dev.dwp.client.transport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dwp.client.error.AuthenticationException;
import dev.dwp.client.error.ClientClosedException;
import dev.dwp.client.error.ConnectionLostException;
import dev.dwp.client.error.DwpException;
import dev.dwp.client.error.DwpTimeoutException;
import dev.dwp.client.error.RateLimitedException;
import dev.dwp.client.error.UnavailableException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Calls as HTTP requests and streams as server-sent events, for places without WebSocket (PROTOCOL §1). Each call and each
 * stream has a virtual thread of its own. A call that may be sent twice leaves a request on which nothing comes after half of its
 * time, and sends another.
 */
public final class HttpTransport implements Transport {
    /** The requests of a call that may end by silence; the last of them has all the time that is left. */
    private static final int MOST_SILENCES = 3;

    private final ClientSettings settings;
    private final HttpTokens tokens;
    private final URI endpoint;
    private final Semaphore places;

    /** Calls that the server answers late have places of their own. */
    private final Semaphore waitingPlaces;

    private final TransportThreads closing = new TransportThreads();
    private final AtomicLong ids = new AtomicLong();
    private final Set<Call> calls = ConcurrentHashMap.newKeySet();
    private final SharedTurns refreshes = new SharedTurns(this::refreshOnce);

    public HttpTransport(ClientSettings settings) {
        this.settings = settings;
        this.tokens = new HttpTokens(settings.credentials());
        this.endpoint = beside(settings.uri(), "rpc");
        this.places = new Semaphore(settings.inFlight());
        this.waitingPlaces = new Semaphore(settings.inFlight());
    }

    /** A path below the base path. */
    static URI beside(URI base, String name) {
        String text = base.toString();
        return URI.create((text.endsWith("/") ? text : text + "/") + name);
    }

    @Override
    public boolean snapshots() {
        return false;
    }

    @Override
    public CompletableFuture<Void> connect() {
        Call auth = Call.once("auth", JsonNodeFactory.instance.objectNode(), settings.timeout());
        submit(auth);
        return auth.answer().thenAccept(answer -> {});
    }

    @Override
    public void submit(Call call) {
        calls.add(call);
        var unused = call.answer().whenComplete((answer, failure) -> calls.remove(call));
        closing.start("dwp-client-call", () -> run(call));
        if (closing.closed()) {
            call.answer().completeExceptionally(closed());
        }
    }

    private static ConnectionLostException closed() {
        return new ClientClosedException();
    }

    private void run(Call call) throws InterruptedException {
        long end = System.nanoTime()
                + Objects.requireNonNull(call.timeout(), "a call's time").toNanos();
        Semaphore place = call.waiting() ? waitingPlaces : places;
        place.acquire();
        try {
            while (!call.answer().isDone()) {
                attempt(call, end);
            }
        } catch (RuntimeException | Error e) {
            call.answer().completeExceptionally(new ConnectionLostException("The client failed: " + e, e));
        } finally {
            place.release();
        }
    }

    /** Sends it once; settles it, or pauses before the next try. */
    private void attempt(Call call, long end) throws InterruptedException {
        try {
            call.answer().complete(exchange(call, end));
        } catch (AuthenticationException e) {
            if (call.renewed || !tokens.renew()) {
                call.answer().completeExceptionally(e);
            }
            call.renewed = true;
        } catch (RateLimitedException e) {
            Duration pause = e.retryAfter();
            again(call, e, pause != null, pause, end);
        } catch (UnavailableException e) {
            again(call, e, call.repeatable(), null, end);
        } catch (ConnectionLostException e) {
            again(call, e, true, null, end);
        } catch (DwpException e) {
            call.answer().completeExceptionally(e);
        } catch (IllegalArgumentException e) {
            call.answer().completeExceptionally(new DwpException(0, String.valueOf(e.getMessage()), null));
        } catch (HttpConnectTimeoutException | ConnectException e) {
            again(call, lost("No connection to %s".formatted(settings.uri()), e), true, null, end);
        } catch (HttpTimeoutException e) {
            call.silences++;
            if (end - System.nanoTime() <= 0 || !leavesSilence(call)) {
                call.answer()
                        .completeExceptionally(new DwpTimeoutException(
                                0,
                                "The server did not answer %s within %s."
                                        .formatted(
                                                call.method(),
                                                FailureReasons.time(Objects.requireNonNull(call.timeout()))),
                                null));
            }
        } catch (IOException e) {
            again(
                    call,
                    lost("The connection was lost before the answer to " + call.method(), e),
                    call.repeatable(),
                    null,
                    end);
        }
    }

    static ConnectionLostException lost(String what, IOException cause) {
        return new ConnectionLostException("%s: %s.".formatted(what, FailureReasons.of(cause)), cause);
    }

    private void again(Call call, DwpException trouble, boolean allowed, @Nullable Duration pause, long end)
            throws InterruptedException {
        call.refusals++;
        Duration wait = pause == null ? settings.backoff().pause(call.refusals) : pause;
        boolean single = call.method().equals("auth");
        if (!allowed
                || single
                || !settings.backoff().allows(call.refusals)
                || wait.toNanos() >= end - System.nanoTime()) {
            call.answer().completeExceptionally(trouble);
        } else {
            closing.pause(wait);
        }
    }

    private JsonNode exchange(Call call, long end) throws IOException, InterruptedException {
        ObjectNode frame = JsonNodeFactory.instance.objectNode().put("id", Long.toString(ids.incrementAndGet()));
        if (call.method().equals(Call.PING)) {
            frame.put("type", Call.PING);
        } else {
            frame.put("type", "request").put("method", call.method());
            if (!call.method().equals("auth")) {
                settings.addTenant(frame);
            }
            frame.set("data", call.data());
        }
        Codec codec = settings.codec();
        HttpRequest request = HttpRequest.newBuilder(endpoint)
                .timeout(share(call, end))
                .header("Content-Type", codec.contentType())
                .header("Accept", codec.contentType())
                .header("Authorization", "Bearer " + (call.token == null ? tokens.token() : call.token))
                .POST(HttpRequest.BodyPublishers.ofByteArray(codec.encode(frame)))
                .build();
        HttpResponse<byte[]> response = settings.http().send(request, HttpResponse.BodyHandlers.ofByteArray());
        JsonNode answer = decoded(codec, response);
        String type = answer.path("type").asText();
        if (type.equals("response") || type.equals("pong")) {
            return answer.path("data");
        }
        throw error(response.statusCode(), answer);
    }

    private static boolean leavesSilence(Call call) {
        return call.repeatable() && call.silences < MOST_SILENCES;
    }

    /** The time of a request: half of what is left where another may follow, besides what the server was asked to wait. */
    private static Duration share(Call call, long end) {
        long left = Math.max(1, end - System.nanoTime());
        long held = Math.min(
                left, TimeUnit.MILLISECONDS.toNanos(call.data().path("wait_ms").asLong()));
        boolean last = !call.repeatable() || call.silences == MOST_SILENCES - 1;
        return Duration.ofNanos(last ? left : held + (left - held + 1) / 2);
    }

    private static JsonNode decoded(Codec codec, HttpResponse<byte[]> response) throws IOException {
        String type = response.headers().firstValue("Content-Type").orElse("");
        if (!type.startsWith(codec.contentType())) {
            throw error(response.statusCode(), JsonNodeFactory.instance.objectNode());
        }
        return codec.decode(response.body());
    }

    /** The exception for an error frame, or for the status where something on the way answered. */
    static DwpException error(int status, JsonNode frame) {
        JsonNode error = frame.path("error");
        if (error.isObject()) {
            return DwpException.of(
                    error.path("code").asInt(),
                    error.path("message").asText(),
                    error.path("details").textValue());
        }
        String message = "The answer is no frame, and its status is %d.".formatted(status);
        // A gateway's word for a server that it does not reach.
        return status == 502 || status == 504
                ? new UnavailableException(status, message, null)
                : DwpException.of(status, message, null);
    }

    @Override
    public CompletableFuture<Void> refresh() {
        return refreshes.ask();
    }

    /** Requests go on with the present token until the server has taken the other. */
    private CompletableFuture<Void> refreshOnce() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        closing.start("dwp-client-refresh", () -> {
            try {
                String fresh = tokens.fresh();
                Call auth = Call.once("auth", JsonNodeFactory.instance.objectNode(), settings.timeout());
                auth.token = fresh;
                auth.renewed = true;
                submit(auth);
                auth.answer().get();
                tokens.use(fresh);
                done.complete(null);
            } catch (ExecutionException e) {
                done.completeExceptionally(e.getCause());
            } catch (DwpException e) {
                done.completeExceptionally(e);
            } finally {
                done.completeExceptionally(closed());
            }
        });
        if (closing.closed()) {
            done.completeExceptionally(closed());
        }
        return done;
    }

    @Override
    public Source attach(EventSink sink) {
        EventStream stream = new EventStream(settings, tokens, closing, sink);
        stream.start();
        return stream;
    }

    @Override
    public void close() {
        closing.close();
        for (Call call : calls) {
            call.answer().completeExceptionally(closed());
        }
    }
}
