package dev.dwp.conformance;

import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A client on the JDK's own WebSocket: keeps every frame that arrives, in order, until it is asked for. */
public final class WebSocketPeer implements AutoCloseable, WebSocket.Listener {
    private static final long PATIENCE_SECONDS = 20;

    /** How a connection ended. */
    public record Closed(int code, String reason) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final ArrayDeque<JsonNode> arrived = new ArrayDeque<>();
    private final CompletableFuture<Closed> closed = new CompletableFuture<>();
    private final AtomicInteger ids = new AtomicInteger();
    private final StringBuilder text = new StringBuilder();
    private final ByteArrayOutputStream binary = new ByteArrayOutputStream();
    private final AtomicLong largest = new AtomicLong();
    private final HttpClient client = HttpClient.newHttpClient();
    private final WebSocket socket;

    private WebSocketPeer(URI server) {
        URI uri = URI.create("ws" + server.toString().substring(4)).resolve("/dwp");
        this.socket = client.newWebSocketBuilder().buildAsync(uri, this).join();
    }

    /** Connects, without authenticating. */
    public static WebSocketPeer connect(URI server) {
        return new WebSocketPeer(server);
    }

    /** Connects and authenticates. */
    public static WebSocketPeer connect(URI server, String token) throws InterruptedException {
        return connect(server, token, Wire.JSON);
    }

    /** Connects and authenticates; the server sends in that format. */
    public static WebSocketPeer connect(URI server, String token, Wire wire) throws InterruptedException {
        WebSocketPeer peer = new WebSocketPeer(server);
        JsonNode answer = peer.call(
                "auth", Wire.MAPPER.createObjectNode().put("token", token).put("format", wire.wireName));
        if (!answer.path("type").asText().equals("response")) {
            throw new AssertionError("Authentication failed: " + answer);
        }
        return peer;
    }

    public void sendText(String message) {
        socket.sendText(message, true).join();
    }

    public void sendBinary(byte[] message) {
        socket.sendBinary(ByteBuffer.wrap(message), true).join();
    }

    public void send(Wire wire, JsonNode frame) {
        if (wire == Wire.JSON) {
            sendText(frame.toString());
        } else {
            sendBinary(wire.write(frame));
        }
    }

    /** Sends a request under a fresh id and waits for what answers it. */
    public JsonNode call(String method, @Nullable ObjectNode data) throws InterruptedException {
        String id = request(method, data);
        return await(frame -> frame.path("correl_id").asText().equals(id));
    }

    /** Sends a request under a fresh id, which is returned. */
    public String request(String method, @Nullable ObjectNode data) {
        String id = "c" + ids.incrementAndGet();
        ObjectNode frame = Wire.MAPPER
                .createObjectNode()
                .put("id", id)
                .put("type", "request")
                .put("method", method);
        frame.set("data", data);
        sendText(frame.toString());
        return id;
    }

    /** Takes the first frame that fits out of those that have arrived or will; the others stay. */
    public JsonNode await(Predicate<JsonNode> fits) throws InterruptedException {
        JsonNode frame = poll(fits, Duration.ofSeconds(PATIENCE_SECONDS));
        if (frame == null) {
            throw new AssertionError("Nothing that fits arrived; there is " + unread());
        }
        return frame;
    }

    /** The same; {@code null} when nothing that fits has arrived in that time, or will, as the connection is closed. */
    public @Nullable JsonNode poll(Predicate<JsonNode> fits, Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        lock.lock();
        try {
            while (true) {
                for (Iterator<JsonNode> frames = arrived.iterator(); frames.hasNext(); ) {
                    JsonNode frame = frames.next();
                    if (fits.test(frame)) {
                        frames.remove();
                        return frame;
                    }
                }
                if (left <= 0 || closed.isDone()) {
                    return null;
                }
                left = news.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** The next event frame. */
    public JsonNode event() throws InterruptedException {
        return await(frame -> frame.path("type").asText().equals("event"));
    }

    /** The next so many event frames, in the order of their arrival. */
    public List<JsonNode> events(int count) throws InterruptedException {
        List<JsonNode> events = new ArrayList<>();
        while (events.size() < count) {
            events.add(event());
        }
        return events;
    }

    /** Everything that has arrived and was not asked for, in order. */
    public List<JsonNode> unread() {
        lock.lock();
        try {
            return List.copyOf(arrived);
        } finally {
            lock.unlock();
        }
    }

    /** The octets of the largest message that has arrived. */
    public long largest() {
        return largest.get();
    }

    /** Waits for the server to close. */
    public Closed awaitClose() throws Exception {
        return closed.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** Waits until the connection is closed, and takes a step again and again until then. */
    public Closed awaitClose(Runnable step) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!closed.isDone() && System.nanoTime() < end) {
            step.run();
            JsonNode none = poll(frame -> false, Duration.ofMillis(10));
            assertNull(none);
        }
        return awaitClose();
    }

    @Override
    public void close() {
        socket.abort();
        client.shutdownNow();
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            byte[] utf8 = text.toString().getBytes(StandardCharsets.UTF_8);
            largest.accumulateAndGet(utf8.length, Math::max);
            arrive(Wire.JSON.read(utf8));
            text.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
        byte[] part = new byte[data.remaining()];
        data.get(part);
        binary.writeBytes(part);
        if (last) {
            largest.accumulateAndGet(binary.size(), Math::max);
            arrive(Wire.MSGPACK.read(binary.toByteArray()));
            binary.reset();
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        closed.complete(new Closed(statusCode, reason));
        tellWhoWaits();
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        closed.completeExceptionally(error);
        tellWhoWaits();
    }

    private void tellWhoWaits() {
        lock.lock();
        try {
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void arrive(JsonNode frame) {
        lock.lock();
        try {
            arrived.add(frame);
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
