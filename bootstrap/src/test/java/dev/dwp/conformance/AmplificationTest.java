package dev.dwp.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What is read before somebody is authenticated, and what few octets may unfold to. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("PROTOCOL §2: decoding is bounded, more tightly before authentication")
class AmplificationTest {
    private static final byte[] BOMB = Amplification.frame("stats", 1_040_000);
    private static final byte[] AUTH =
            "{\"id\":\"0\",\"method\":\"auth\",\"data\":{\"token\":\"demo-token\"}}".getBytes(UTF_8);

    private final HttpClient client = HttpClient.newHttpClient();
    private TestServer server;

    @BeforeAll
    void start() {
        server = TestServer.start();
    }

    @AfterAll
    void stop() {
        client.close();
        server.close();
    }

    private JsonNode ask(Wire wire, byte[] body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.uri().resolve("/dwp/rpc"))
                .header("Content-Type", wire.contentType)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<byte[]> response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        JsonNode answer = wire.read(response.body());
        assertEquals(answer.path("error").path("code").asInt(200), response.statusCode());
        return answer;
    }

    private static void assertRefused(int code, String id, JsonNode answer) {
        assertEquals(code, answer.at("/error/code").asInt(), answer.toString());
        assertEquals(id, answer.path("correl_id").asText(""), answer.toString());
    }

    @Test
    @DisplayName("RPC without a token, or with a wrong one: 401 by the head of the frame")
    void rpcWithoutToken() throws Exception {
        assertRefused(401, "b", ask(Wire.MSGPACK, BOMB));
        assertRefused(401, "b", ask(Wire.MSGPACK, BOMB, "Authorization", "Bearer wrong"));
        String data = "[" + "{},".repeat(300_000) + "0]";
        String wrong = "{\"id\":\"j\",\"method\":\"job.enqueue\",\"data\":%s,\"token\":\"wrong\"}".formatted(data);
        assertRefused(401, "j", ask(Wire.JSON, wrong.getBytes(UTF_8)));
        assertRefused(401, "j", ask(Wire.JSON, wrong.getBytes(UTF_8), "Authorization", "Bearer demo-token"));
    }

    @Test
    @DisplayName("RPC with a token: 413 with a sentence, where a frame of its size may not have so many")
    void rpcWithToken() throws Exception {
        JsonNode answer = ask(Wire.MSGPACK, BOMB, "Authorization", "Bearer demo-token");
        assertRefused(413, "b", answer);
        assertTrue(answer.at("/error/message").asText().contains("objects, arrays and members"), answer.toString());
    }

    @Test
    @DisplayName("a large frame that is no request is answered by its head")
    void otherFrames() throws Exception {
        String junk = "[" + "[],".repeat(300_000) + "0]";
        JsonNode pong = ask(
                Wire.JSON,
                "{\"id\":\"p\",\"type\":\"ping\",\"ts\":\"x\",\"junk\":%s}"
                        .formatted(junk)
                        .getBytes(UTF_8));
        assertEquals("pong", pong.path("type").asText(), pong.toString());
        assertEquals("p", pong.path("correl_id").asText());
        assertEquals("x", pong.path("ts").asText());
        assertRefused(
                400,
                "e",
                ask(
                        Wire.JSON,
                        "{\"id\":\"e\",\"type\":\"event\",\"channel\":\"jobs\",\"data\":%s}"
                                .formatted(junk)
                                .getBytes(UTF_8)));
    }

    @Test
    @DisplayName("an auth of up to 16 KiB is read, a larger one is 413")
    void largeAuth() throws Exception {
        String auth = "{\"id\":\"a\",\"method\":\"auth\",\"data\":{\"token\":\"demo-token\",\"junk\":\"%s\"}}";
        assertEquals(
                "demo-user",
                ask(Wire.JSON, auth.formatted("x".repeat(10_000)).getBytes(UTF_8))
                        .at("/data/subject")
                        .asText());
        assertRefused(
                413, "a", ask(Wire.JSON, auth.formatted("x".repeat(20_000)).getBytes(UTF_8)));
    }

    @Test
    @DisplayName("large bodies with a token in the frame or the header are served, chunked ones too")
    void largeBodies() throws Exception {
        String large = "x".repeat(900_000);
        String frame = "{\"id\":\"l\",\"method\":\"job.enqueue\",\"data\":{\"name\":\"echo\",\"payload\":\"%s\"}%s}";
        for (String token : new String[] {"", ",\"token\":\"demo-token\""}) {
            JsonNode answer =
                    ask(Wire.JSON, frame.formatted(large, token).getBytes(UTF_8), "Authorization", "Bearer demo-token");
            assertEquals("response", answer.path("type").asText(), answer.toString());
        }
        byte[] body = frame.formatted(large, ",\"token\":\"demo-token\"").getBytes(UTF_8);
        HttpRequest chunked = HttpRequest.newBuilder(server.uri().resolve("/dwp/rpc"))
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(body)))
                .build();
        assertEquals(
                200,
                client.send(chunked, HttpResponse.BodyHandlers.discarding()).statusCode());
    }

    @Test
    @DisplayName("a first WebSocket message has at most 16 KiB, on the wire and unpacked: else close 1009")
    void firstMessages() throws Exception {
        try (RawWebSocket socket = new RawWebSocket(server.uri())) {
            socket.sendDeflated(RawWebSocket.BINARY, BOMB);
            assertEquals(1009, socket.closeCode());
        }
        try (RawWebSocket socket = new RawWebSocket(server.uri())) {
            socket.send(RawWebSocket.TEXT, new byte[16_385]);
            assertEquals(1009, socket.closeCode());
        }
        try (RawWebSocket socket = new RawWebSocket(server.uri())) {
            socket.send(RawWebSocket.BINARY, Amplification.frame("auth", 1_000));
            assertEquals(1008, socket.closeCode());
        }
    }

    @Test
    @DisplayName("after auth a message may be as large as a frame, and one that unfolds to too much is 413 by its id")
    void laterMessages() throws Exception {
        try (RawWebSocket socket = new RawWebSocket(server.uri())) {
            socket.sendDeflated(RawWebSocket.TEXT, AUTH);
            assertEquals("0", socket.message().path("correl_id").asText());
            socket.sendDeflated(RawWebSocket.BINARY, BOMB);
            assertRefused(413, "b", socket.message());
            String large = "{\"id\":\"l\",\"method\":\"job.enqueue\",\"data\":{\"name\":\"echo\",\"payload\":\"%s\"}}"
                    .formatted("x".repeat(900_000));
            socket.sendDeflated(RawWebSocket.TEXT, large.getBytes(UTF_8));
            assertEquals("pending", socket.message().at("/data/state").asText());
            socket.send(RawWebSocket.TEXT, large.getBytes(UTF_8));
            assertEquals("pending", socket.message().at("/data/state").asText());
            socket.send(RawWebSocket.TEXT, new byte[(1 << 20) + 1]);
            assertEquals(1009, socket.closeCode());
        }
    }
}
