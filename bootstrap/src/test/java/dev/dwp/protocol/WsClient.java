package dev.dwp.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A client of the protocol on the JDK's own WebSocket, for tests: JSON frames in, JSON frames out, in order. */
final class WsClient implements AutoCloseable, WebSocket.Listener {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final long PATIENCE_SECONDS = 10;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final BlockingQueue<JsonNode> frames = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final List<JsonNode> passedOver = new ArrayList<>();
    private final StringBuilder partial = new StringBuilder();
    private final WebSocket socket;
    private int lastId;

    private WsClient(URI uri) {
        this.socket = HTTP.newWebSocketBuilder()
                .connectTimeout(Duration.ofSeconds(PATIENCE_SECONDS))
                .buildAsync(uri, this)
                .join();
    }

    static WsClient connect(URI uri) {
        return new WsClient(uri);
    }

    /** Connected and authenticated. */
    static WsClient login(URI uri, String token) {
        WsClient client = connect(uri);
        JsonNode answer = client.call("auth", """
                {"token":"%s"}""".formatted(token));
        if (!answer.path("type").asText().equals("response")) {
            throw new AssertionError("auth failed: " + answer);
        }
        return client;
    }

    /** Sends a request and waits for its answer, response or error; events that come before it are kept. */
    JsonNode call(String method, String data) {
        return answerTo(request(method, data));
    }

    /** The data of the response; fails on an error. */
    JsonNode ask(String method, String data) {
        JsonNode answer = call(method, data);
        if (!answer.path("type").asText().equals("response")) {
            throw new AssertionError(method + " failed: " + answer);
        }
        return answer.path("data");
    }

    /** The code of the error; fails on a response. */
    int errorOf(String method, String data) {
        JsonNode answer = call(method, data);
        if (!answer.path("type").asText().equals("error")) {
            throw new AssertionError(method + " did not fail: " + answer);
        }
        return answer.path("error").path("code").asInt();
    }

    String request(String method, String data) {
        String id = "c" + ++lastId;
        try {
            ObjectNode frame = JSON.createObjectNode().put("id", id).put("type", "request").put("method", method);
            frame.set("data", JSON.readTree(data));
            send(frame.toString());
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
        return id;
    }

    void send(String text) {
        socket.sendText(text, true).join();
    }

    JsonNode answerTo(String id) {
        return next(frame -> frame.path("correl_id").asText().equals(id));
    }

    /** The next event on a channel. */
    JsonNode event(String channel) {
        return next(frame -> frame.path("type").asText().equals("event")
                && frame.path("channel").asText().equals(channel));
    }

    /** The next event of a type on a channel; others are passed over for good. */
    JsonNode event(String channel, String type) {
        JsonNode event;
        do {
            event = event(channel);
        } while (!event.path("data").path("type").asText().equals(type));
        return event;
    }

    /** The next frame that fits; those passed over stay for later. */
    JsonNode next(Predicate<JsonNode> wanted) {
        for (JsonNode frame : passedOver) {
            if (wanted.test(frame)) {
                passedOver.remove(frame);
                return frame;
            }
        }
        while (true) {
            JsonNode frame = next();
            if (wanted.test(frame)) {
                return frame;
            }
            passedOver.add(frame);
        }
    }

    private JsonNode next() {
        try {
            JsonNode frame = frames.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (frame == null) {
                throw new AssertionError("nothing came; passed over: " + passedOver);
            }
            return frame;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Frames that have come and that nothing waited for. */
    List<JsonNode> leftovers() {
        List<JsonNode> all = new ArrayList<>(passedOver);
        frames.drainTo(all);
        return all;
    }

    /** The code with which the server closed. */
    int closeCode() throws Exception {
        return closed.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            try {
                frames.add(JSON.readTree(partial.toString()));
            } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
                throw new UncheckedIOException(e);
            }
            partial.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
        throw new AssertionError("a binary message came");
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        closed.complete(statusCode);
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        closed.completeExceptionally(error);
    }

    @Override
    public void close() {
        socket.abort();
    }
}
