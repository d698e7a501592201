package dev.dwp.conform.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A client on the JDK's WebSocket that keeps every frame. Calls are made one after another. */
final class Peer implements AutoCloseable, WebSocket.Listener {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final long PATIENCE_SECONDS = 60;

    private final BlockingQueue<JsonNode> arrived = new LinkedBlockingQueue<>();
    private final List<JsonNode> frames = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private final HttpClient http = HttpClient.newHttpClient();
    private final WebSocket socket;
    private int ids;

    private Peer(URI server) {
        URI uri =
                URI.create("ws" + server.toString().substring("http".length())).resolve("/dwp");
        socket = http.newWebSocketBuilder().buildAsync(uri, this).join();
    }

    static Peer connect(URI server, String token) throws InterruptedException {
        Peer peer = new Peer(server);
        peer.call("auth", Map.of("token", token));
        return peer;
    }

    /** Every frame that arrived so far, in order. */
    List<JsonNode> frames() {
        return frames;
    }

    /** The response; an error frame is a failure. */
    JsonNode call(String method, Map<String, ?> data) throws InterruptedException {
        return call(method, JSON.<JsonNode>valueToTree(data));
    }

    JsonNode call(String method, JsonNode data) throws InterruptedException {
        JsonNode answer = answer(method, data);
        if (!answer.path("type").asText().equals("response")) {
            throw new AssertionError("%s %s: %s".formatted(method, data, answer));
        }
        return answer;
    }

    /** What answers the request, be it a response or an error. */
    JsonNode answer(String method, @Nullable JsonNode data) throws InterruptedException {
        String id = "c" + ++ids;
        ObjectNode frame =
                JSON.createObjectNode().put("id", id).put("type", "request").put("method", method);
        frame.set("data", data);
        socket.sendText(frame.toString(), true).join();
        return await(answered -> answered.path("correl_id").asText().equals(id));
    }

    /** Waits for an event of that type, which may have arrived before. */
    void awaitEvent(String type) throws InterruptedException {
        boolean seen = frames.stream()
                .anyMatch(frame -> frame.at("/data/type").asText().equals(type));
        if (!seen) {
            await(frame -> frame.at("/data/type").asText().equals(type));
        }
    }

    private JsonNode await(Predicate<JsonNode> fits) throws InterruptedException {
        while (true) {
            JsonNode frame = arrived.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (frame == null) {
                throw new AssertionError("Nothing that fits arrived; there were " + frames);
            }
            frames.add(frame);
            if (fits.test(frame)) {
                return frame;
            }
        }
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            try {
                arrived.add(JSON.readTree(text.toString()));
            } catch (JsonProcessingException e) {
                throw new AssertionError("The server sent no JSON: " + text, e);
            }
            text.setLength(0);
        }
        from.request(1);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void close() {
        socket.abort();
        http.close();
    }
}
