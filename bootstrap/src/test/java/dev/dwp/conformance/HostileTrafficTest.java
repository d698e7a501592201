package dev.dwp.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Random octets and mutated valid traffic: nothing from a client causes an exception's text in an answer, a stuck thread, a
 * leaked connection, or another client's trouble (PROTOCOL §8).
 */
class HostileTrafficTest {
    private static final int TRIES = 300;
    private static final String FRAME = "{\"id\":\"1\",\"type\":\"request\",\"method\":\"job.enqueue\",\"data\":"
            + "{\"name\":\"echo\",\"payload\":[1,2.5,\"three\",null,{\"four\":[true]}],\"key\":\"k\",\"delay_ms\":9000000}}";
    private static final String AUTH =
            "{\"id\":\"0\",\"type\":\"request\",\"method\":\"auth\",\"data\":{\"token\":\"demo-token\"}}";

    private static TestServer server;

    @BeforeContainer
    static void start() throws Exception {
        server = TestServer.start();
    }

    @AfterContainer
    static void stop() {
        server.close();
    }

    /** Whoever sent nonsense, others are served. */
    @AfterTry
    void othersAreServed() throws IOException {
        assertEquals(
                200,
                RawHttp.ask(server.uri(), "GET /health/ready HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                        .status());
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    @Label("random octets instead of HTTP")
    void anyOctets(@ForAll byte[] octets) throws IOException {
        endsInOrder(octets);
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    @Label("a valid HTTP request with some octets changed")
    void mutatedRequests(@ForAll("mutations") Mutation mutation) throws IOException {
        byte[] body = FRAME.getBytes(StandardCharsets.UTF_8);
        endsInOrder(mutation.of(join(head("application/json", body.length), body)));
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    @Label("a mutated JSON frame over RPC")
    void mutatedJson(@ForAll("mutations") Mutation mutation) throws IOException {
        byte[] body = mutation.of(FRAME.getBytes(StandardCharsets.UTF_8));
        endsInOrder(join(head("application/json", body.length), body));
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    @Label("a mutated msgpack frame over RPC")
    void mutatedMsgpack(@ForAll("mutations") Mutation mutation) throws IOException {
        byte[] frame = Wire.MSGPACK.write(Wire.JSON.read(FRAME.getBytes(StandardCharsets.UTF_8)));
        byte[] body = mutation.of(frame);
        endsInOrder(join(head("application/msgpack", body.length), body));
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    @Label("random octets after a WebSocket's handshake")
    void anyOctetsOnWebSocket(@ForAll byte[] octets) throws IOException {
        endsInOrder(join(handshake(), octets));
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    @Label("mutated frames on an authenticated WebSocket")
    void mutatedWebSocketFrames(@ForAll("mutations") Mutation mutation) throws IOException {
        byte[] frames = join(masked(FRAME), masked("{\"id\":\"2\",\"type\":\"ping\"}"));
        endsInOrder(join(handshake(), masked(AUTH), mutation.of(frames)));
    }

    /** Sends it all and nothing more; the server has to end the connection by itself, without betraying its inside. */
    private static void endsInOrder(byte[] octets) throws IOException {
        try (RawHttp http = new RawHttp(server.uri())) {
            String answer;
            try {
                http.send(octets);
                http.endOutput();
                answer = new String(http.rest(), StandardCharsets.ISO_8859_1);
            } catch (java.net.SocketTimeoutException stuck) {
                throw new AssertionError("The connection was not ended.", stuck);
            } catch (IOException reset) {
                return;
            }
            assertFalse(answer.contains("Exception"), answer);
            assertFalse(answer.contains("\"code\":500"), answer);
        }
    }

    private static byte[] head(String type, int length) {
        return octets("""
                POST /dwp/rpc HTTP/1.1
                Host: %s
                Authorization: Bearer demo-token
                Content-Type: %s
                Content-Length: %d
                Connection: close

                """.formatted(server.uri().getAuthority(), type, length));
    }

    private static byte[] handshake() {
        return octets("""
                GET /dwp HTTP/1.1
                Host: %s
                Upgrade: websocket
                Connection: Upgrade
                Sec-WebSocket-Version: 13
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
                Sec-WebSocket-Extensions: permessage-deflate

                """.formatted(server.uri().getAuthority()));
    }

    private static byte[] octets(String head) {
        return head.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    /** A text message as a client frames it (RFC 6455 §5.2), of 126 to 65535 octets or fewer than 126. */
    private static byte[] masked(String text) {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        byte[] mask = {1, 2, 3, 4};
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(0x81);
        if (payload.length < 126) {
            frame.write(0x80 | payload.length);
        } else {
            frame.write(0x80 | 126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        }
        frame.writeBytes(mask);
        for (int i = 0; i < payload.length; i++) {
            frame.write(payload[i] ^ mask[i % 4]);
        }
        return frame.toByteArray();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** Changes, removes, doubles or inserts a few octets, always the same ones for a seed. */
    record Mutation(long seed) {
        byte[] of(byte[] original) {
            Random random = new Random(seed);
            byte[] octets = original;
            for (int i = random.nextInt(1, 5); i > 0 && octets.length > 1; i--) {
                octets = once(octets, random);
            }
            return octets;
        }

        private static byte[] once(byte[] octets, Random random) {
            int at = random.nextInt(octets.length);
            int length = random.nextInt(Math.min(8, octets.length - at) + 1);
            ByteArrayOutputStream changed = new ByteArrayOutputStream();
            changed.write(octets, 0, at);
            switch (random.nextInt(4)) {
                case 0 -> changed.write(random.nextInt(256));
                case 1 -> {
                    changed.write(octets, at, length);
                    changed.write(octets, at, length);
                }
                case 2 -> changed.write(octets[at] ^ (1 << random.nextInt(8)));
                default -> {}
            }
            int from = Math.min(octets.length, at + Math.max(1, length));
            changed.write(octets, from, octets.length - from);
            return changed.toByteArray();
        }
    }

    @Provide
    Arbitrary<Mutation> mutations() {
        return Arbitraries.longs().map(Mutation::new);
    }
}
