package dev.dwp.benchmarks.scenario;

import dev.dwp.benchmarks.client.HostilePeer;
import dev.dwp.benchmarks.client.Request;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Clients that try to take a server's memory and time from others, all at once, until they are stopped. */
final class Attackers implements AutoCloseable {
    private static final int COUNT = 20;
    private static final int MEGABYTE = 1 << 20;

    /** So many of the dense payloads are kept by the server: what is accepted may fill any store in the end. */
    private static final int MOST_KEPT = 64;

    /** Jobs of the tenant whose lists are asked for and not read. */
    private static final int LISTED = 2_000;

    /** As many requests as may be under way on a connection (PROTOCOL §4.4). */
    private static final int UNDER_WAY = 64;

    private static final byte[] MANY_OBJECTS = manyObjects(MEGABYTE - 4096);
    private static final byte[] MANY_OBJECTS_DEFLATED = HostilePeer.deflated(MANY_OBJECTS);
    private static final byte[] DENSE_PAYLOAD = bytes("""
            {"id":"1","method":"job.enqueue","data":{"name":"echo","delay_ms":3600000,"payload":[%s0]}}""".formatted("[0],".repeat(260_000)));
    private static final byte[] LARGE_BODY = bytes("""
            {"id":"1","method":"job.enqueue","data":{"name":"nobody-serves-this","payload":"%s"}}""".formatted("x".repeat(MEGABYTE - 4096)));

    private final URI server;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<HostilePeer> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger kept = new AtomicInteger();
    private final LongAdder made = new LongAdder();
    private volatile boolean stopped;

    /** What clients do in turns, by the name of the attack; {@code none} is what all others are held against. */
    static Map<String, List<Act>> attacks() {
        Map<String, List<Act>> attacks = new LinkedHashMap<>();
        attacks.put("none", List.of());
        attacks.put("dense bodies, RPC", List.of(Attackers::denseBody));
        attacks.put("dense messages, WebSocket", List.of(Attackers::denseFirstMessage, Attackers::denseMessages));
        attacks.put("large bodies", List.of(Attackers::densePayload, Attackers::largeBody));
        attacks.put("peers that never read", List.of(Attackers::silentPeer));
        attacks.put("half messages", List.of(Attackers::halfMessage));
        attacks.put(
                "all of these", attacks.values().stream().flatMap(List::stream).toList());
        return attacks;
    }

    /** One thing that a hostile client does, from its connection to its end. */
    @FunctionalInterface
    interface Act {
        void by(Attackers attackers) throws IOException, InterruptedException;
    }

    Attackers(URI server) {
        this.server = server;
    }

    /** Begins with acts in turns. */
    void begin(List<Act> acts) {
        for (int i = 0; i < COUNT && !acts.isEmpty(); i++) {
            Act act = acts.get(i % acts.size());
            threads.execute(() -> goOn(act));
        }
    }

    /** How many attacks were made. */
    long made() {
        return made.sum();
    }

    private void goOn(Act act) {
        while (!stopped) {
            try {
                act.by(this);
            } catch (IOException e) {
                // the server defends itself: once more
            } catch (InterruptedException e) {
                return;
            }
            made.increment();
        }
    }

    /** A million objects in a megabyte of msgpack, without a token. */
    void denseBody() throws IOException, InterruptedException {
        post(MANY_OBJECTS, "application/msgpack", "wrong-token");
    }

    /** The same, unpacked from a kilobyte, as the first message of a WebSocket. */
    void denseFirstMessage() throws IOException {
        try (HostilePeer peer = opened(HostilePeer.stranger(server))) {
            peer.send(MANY_OBJECTS_DEFLATED);
            peer.awaitEnd();
        }
    }

    /** The same on a session, many times, and no answer is read. */
    void denseMessages() throws IOException {
        try (HostilePeer peer = opened(HostilePeer.known(server, "demo-token"))) {
            for (int i = 0; i < UNDER_WAY; i++) {
                peer.send(MANY_OBJECTS_DEFLATED);
            }
        }
    }

    /** Payloads with nearly as many arrays as a frame may have; the first are kept. */
    void densePayload() throws IOException, InterruptedException {
        if (kept.incrementAndGet() <= MOST_KEPT) {
            post(DENSE_PAYLOAD, "application/json", "demo-token");
        } else {
            largeBody();
        }
    }

    /** A megabyte of text for a job that does not exist. */
    void largeBody() throws IOException, InterruptedException {
        post(LARGE_BODY, "application/json", "demo-token");
    }

    /** Enqueues what {@link #silentPeer} lists. */
    void fillLists() throws IOException, InterruptedException {
        String job = """
                {"name":"echo","delay_ms":3600000,"payload":"%s"}""".formatted("x".repeat(500));
        for (int i = 0; i < LISTED; i += 1_000) {
            post(bytes("""
                    {"id":"1","method":"job.enqueue","data":{"jobs":[%s%s]}}""".formatted((job + ",").repeat(999), job)), "application/json", "demo-token");
        }
    }

    /** Asks for as much as may be asked at a time, reads nothing, and stays until it is cut off. */
    void silentPeer() throws IOException {
        byte[] list = Request.of(1, "job.list", "{\"limit\":1000}");
        try (HostilePeer peer = opened(HostilePeer.known(server, "read-token"))) {
            while (!stopped) {
                for (int i = 0; i < UNDER_WAY; i++) {
                    peer.send(list);
                }
            }
        }
    }

    /** Sends all of a large message but its end, and stays until it is cut off. */
    void halfMessage() throws IOException {
        try (HostilePeer peer = opened(HostilePeer.known(server, "demo-token"))) {
            peer.send(HostilePeer.halfSent(LARGE_BODY));
            peer.awaitEnd();
        }
    }

    private HostilePeer opened(HostilePeer peer) throws IOException {
        open.add(peer);
        if (stopped) {
            peer.close();
        }
        return peer;
    }

    private void post(byte[] body, String type, String token) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server.resolve("/dwp/rpc"))
                .header("Content-Type", type)
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        client.send(request, HttpResponse.BodyHandlers.discarding());
    }

    /** msgpack: {@code {"method":"x","data":{"a":[{},{},…]}}}, an octet for each object. */
    private static byte[] manyObjects(int count) {
        byte[] start = HexFormat.of().parseHex("82a66d6574686f64a178a46461746181a161dd");
        ByteBuffer frame =
                ByteBuffer.allocate(start.length + 4 + count).put(start).putInt(count);
        Arrays.fill(frame.array(), frame.position(), frame.capacity(), (byte) 0x80);
        return frame.array();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        stopped = true;
        client.shutdownNow();
        for (HostilePeer peer : open) {
            peer.close();
        }
        threads.shutdownNow();
        threads.close();
    }
}
