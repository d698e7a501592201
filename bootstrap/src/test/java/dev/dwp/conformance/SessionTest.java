package dev.dwp.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dwp.bootstrap.testing.DwpTestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Sessions on WebSocket (PROTOCOL §4). */
class SessionTest {
    private static TestServer server;

    @BeforeAll
    static void start() throws Exception {
        server = TestServer.start(Map.of("server.max-in-flight", "4"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    @DisplayName("PROTOCOL §4.1: auth answers with the session, the format, the heartbeat and the limits")
    void authenticates() throws Exception {
        try (WebSocketPeer peer = WebSocketPeer.connect(server.uri())) {
            JsonNode data = peer.call("auth", Data.of("token", "demo-token", "heartbeat_ms", 1))
                    .path("data");
            assertTrue(data.path("session_id").asText().matches("sess_[0-9a-z]{26}"));
            assertEquals("json", data.path("format").asText());
            assertEquals(100, data.path("heartbeat_ms").asInt());
            assertEquals(1_048_576, data.path("max_frame_bytes").asInt());
            assertTrue(data.path("server").isTextual());
        }
    }

    @Test
    @DisplayName("PROTOCOL §4.1: the frame's own token will do, but data.token goes before it")
    void theFramesTokenWillDo() throws Exception {
        try (WebSocketPeer peer = WebSocketPeer.connect(server.uri())) {
            peer.sendText("{\"id\":\"1\",\"type\":\"request\",\"method\":\"auth\",\"token\":\"demo-token\"}");
            assertEquals("response", peer.await(frame -> true).path("type").asText());
        }
        try (WebSocketPeer peer = WebSocketPeer.connect(server.uri())) {
            peer.sendText("{\"id\":\"1\",\"method\":\"auth\",\"token\":\"demo-token\",\"data\":{\"token\":\"wrong\"}}");
            assertEquals(401, peer.await(frame -> true).at("/error/code").asInt());
            assertEquals(1008, peer.awaitClose().code());
        }
    }

    @Test
    @DisplayName("PROTOCOL §4.1: a first frame that is not auth, or is malformed, is 400 and close 1008")
    void nothingComesBeforeAuth() throws Exception {
        for (String first : List.of(
                "{\"id\":\"1\",\"type\":\"request\",\"method\":\"stats\",\"token\":\"demo-token\"}",
                "{\"id\":\"1\",\"type\":\"ping\"}",
                "{\"id\":\"1\"",
                "[]")) {
            try (WebSocketPeer peer = WebSocketPeer.connect(server.uri())) {
                peer.sendText(first);
                assertEquals(400, peer.await(frame -> true).at("/error/code").asInt(), first);
                assertEquals(1008, peer.awaitClose().code(), first);
            }
        }
    }

    @Test
    @DisplayName("PROTOCOL §4.1: no token and a wrong token are 401 and close 1008")
    void refusesUnknownTokens() throws Exception {
        for (String data : List.of("{}", "{\"token\":\"\"}", "{\"token\":\"nobody\"}")) {
            try (WebSocketPeer peer = WebSocketPeer.connect(server.uri())) {
                peer.sendText("{\"id\":\"1\",\"type\":\"request\",\"method\":\"auth\",\"data\":%s}".formatted(data));
                JsonNode error = peer.await(frame -> true);
                assertEquals(401, error.at("/error/code").asInt());
                assertEquals("1", error.path("correl_id").asText());
                assertEquals(1008, peer.awaitClose().code());
            }
        }
    }

    @Test
    @DisplayName("PROTOCOL §4.1: who does not authenticate in time gets 408 and close 1008")
    void waitsForAuthOnlySoLong() throws Exception {
        try (TestServer hasty = TestServer.start(Map.of("server.auth-timeout", "300ms"));
                WebSocketPeer peer = WebSocketPeer.connect(hasty.uri())) {
            assertEquals(408, peer.await(frame -> true).at("/error/code").asInt());
            assertEquals(1008, peer.awaitClose().code());
        }
    }

    @Test
    @DisplayName("PROTOCOL §3: an unknown format is 400 naming the supported ones")
    void refusesUnknownFormats() throws Exception {
        try (WebSocketPeer peer = WebSocketPeer.connect(server.uri())) {
            JsonNode error = peer.call("auth", Data.of("token", "demo-token", "format", "xml"));
            assertEquals(400, error.at("/error/code").asInt());
            assertTrue(error.at("/error/message").asText().matches("(?s).*json.*msgpack.*"));
        }
    }

    @Test
    @DisplayName("PROTOCOL §3: after auth the server sends in the negotiated format and accepts either")
    void sendsOneFormatAndAcceptsBoth() throws Exception {
        try (WebSocketPeer peer = WebSocketPeer.connect(server.uri())) {
            peer.sendText(
                    "{\"id\":\"1\",\"method\":\"auth\",\"data\":{\"token\":\"demo-token\",\"format\":\"msgpack\"}}");
            assertEquals("msgpack", peer.await(frame -> true).at("/data/format").asText());
            peer.sendText("{\"id\":\"2\",\"type\":\"ping\"}");
            peer.sendBinary(Wire.MSGPACK.write(Data.of("id", "3", "type", "ping")));
            assertEquals("2", peer.await(frame -> true).path("correl_id").asText());
            assertEquals("3", peer.await(frame -> true).path("correl_id").asText());
        }
    }

    @Test
    @DisplayName("PROTOCOL §8: a malformed frame gets an error frame, with its id where it could be read, and no close")
    void survivesMalformedFrames() throws Exception {
        try (WebSocketPeer peer = WebSocketPeer.connect(server.uri(), "demo-token")) {
            peer.sendText("{\"id\":\"bad\",\"method\":7}");
            JsonNode error = peer.await(frame -> true);
            assertEquals(400, error.at("/error/code").asInt());
            assertEquals("bad", error.path("correl_id").asText());
            peer.sendText("this is not JSON");
            assertEquals(400, peer.await(frame -> true).at("/error/code").asInt());
            peer.sendBinary(new byte[] {(byte) 0xc1});
            assertEquals(400, peer.await(frame -> true).at("/error/code").asInt());
            assertEquals("response", peer.call("job.list", null).path("type").asText());
        }
    }

    @Test
    @DisplayName("PROTOCOL §4.4: a client that asked for heartbeats gets pings, and 1011 when it never answers")
    void heartbeatsFindOutWhoIsGone() throws Exception {
        try (DwpTestServer timed = DwpTestServer.start(builder -> {});
                WebSocketPeer peer = WebSocketPeer.connect(timed.address())) {
            peer.call("auth", Data.of("token", DwpTestServer.TOKEN, "heartbeat_ms", 100));
            Set<String> ids = new HashSet<>();
            for (int i = 0; i < 4; i++) {
                awaitRead(peer);
                timed.advance(Duration.ofMillis(100));
                JsonNode ping = peer.await(frame -> frame.path("type").asText().equals("ping"));
                ids.add(ping.path("id").asText());
                peer.sendText("{\"type\":\"pong\",\"correl_id\":\"%s\"}"
                        .formatted(ping.path("id").asText()));
            }
            assertEquals(4, ids.size());
            awaitRead(peer);
            // Again and again, as the alarm for the next ping may be set a moment after the last was sent.
            assertEquals(
                    1011,
                    peer.awaitClose(() -> timed.advance(Duration.ofMillis(100))).code());
        }
    }

    /** Until the server has read what was sent so far: it answers in order. */
    private static void awaitRead(WebSocketPeer peer) throws InterruptedException {
        assertEquals("response", peer.call("job.list", null).path("type").asText());
    }

    @Test
    @DisplayName("PROTOCOL §4.4: requests beyond the limit in flight are 429 with the time to wait")
    void limitsRequestsInFlight() throws Exception {
        try (WebSocketPeer peer = WebSocketPeer.connect(server.uri(), "demo-token")) {
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                ids.add(peer.request("job.list", Data.of("limit", 1000)));
            }
            int refused = 0;
            for (String id : ids) {
                JsonNode answer =
                        peer.await(frame -> frame.path("correl_id").asText().equals(id));
                if (answer.at("/error/code").asInt() == 429) {
                    refused++;
                    assertTrue(answer.at("/error/details").asText().matches("[0-9]+"));
                } else {
                    assertEquals("response", answer.path("type").asText());
                }
            }
            assertTrue(refused < ids.size());
            assertEquals("response", peer.call("job.list", null).path("type").asText());
        }
    }

    @Test
    @DisplayName("PROTOCOL §4.4: whoever sends the next request when one is answered is never over the limit")
    void answersMakeRoomForRequests() throws Exception {
        try (WebSocketPeer peer = WebSocketPeer.connect(server.uri(), "demo-token")) {
            for (int i = 0; i < 4; i++) {
                peer.request("job.list", null);
            }
            for (int i = 0; i < 2000; i++) {
                JsonNode answer = peer.await(frame -> frame.has("correl_id"));
                assertEquals("response", answer.path("type").asText(), answer::toString);
                peer.request("job.list", null);
            }
        }
    }

    @Test
    @DisplayName("PROTOCOL §2: the server's frame ids never repeat, over sessions")
    void idsNeverRepeat() throws Exception {
        Set<String> ids = new HashSet<>();
        for (int session = 0; session < 3; session++) {
            try (WebSocketPeer peer = WebSocketPeer.connect(server.uri(), "demo-token")) {
                for (int i = 0; i < 20; i++) {
                    assertTrue(ids.add(peer.call("job.list", null).path("id").asText()));
                }
            }
        }
    }

    @Test
    @DisplayName("PROTOCOL §2: a message over the limit closes the connection with 1009")
    void closesOnTooLargeMessages() throws Exception {
        try (WebSocketPeer peer = WebSocketPeer.connect(server.uri(), "demo-token")) {
            peer.sendText("\"" + "x".repeat(1_048_576) + "\"");
            assertEquals(1009, peer.awaitClose().code());
        }
    }
}
