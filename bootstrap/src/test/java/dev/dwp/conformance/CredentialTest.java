package dev.dwp.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dwp.application.auth.ApiKey;
import dev.dwp.application.auth.ApiKeyAuthenticator;
import dev.dwp.application.auth.TokenHash;
import dev.dwp.bootstrap.demo.DemoHandlers;
import dev.dwp.bootstrap.testing.DwpTestServer;
import dev.dwp.domain.scope.Scope;
import dev.dwp.domain.session.Identity;
import dev.dwp.domain.session.Tenant;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Credentials that are refreshed, end, change and are withdrawn while connections use them (PROTOCOL §4.1). */
class CredentialTest {
    private static final Tenant SHOP = new Tenant("shop", "north");
    /** Shorter than what a silent connection is pinged after. */
    private static final Duration SOON = Duration.ofSeconds(20);

    private final ApiKeyAuthenticator keys = new ApiKeyAuthenticator(List.of());
    private final DwpTestServer server =
            DwpTestServer.start(builder -> builder.module(new DemoHandlers()).authenticator(keys));
    private final Instant soon = server.clock().instant().plus(SOON);

    @AfterEach
    void stop() {
        server.close();
    }

    private static ApiKey key(String token, Identity identity) {
        return new ApiKey(TokenHash.of(token), identity);
    }

    private static Identity shop(Instant end, Scope... scopes) {
        return new Identity("shop", SHOP, Set.of(scopes), end);
    }

    private JsonNode rpc(String token, String method) throws Exception {
        return rpc(server.address(), token, method);
    }

    private static JsonNode rpc(URI server, String token, String method) throws Exception {
        try (RpcDriver driver = new RpcDriver(server, Wire.JSON)) {
            return driver.exchange(Data.of("id", "1", "method", method), token);
        }
    }

    private EventSource stream(String token) throws Exception {
        return EventSource.open(server.address(), "channel=jobs", Map.of("Authorization", "Bearer " + token));
    }

    private static JsonNode error(WebSocketPeer peer) throws InterruptedException {
        return peer.await(frame -> frame.path("type").asText().equals("error"));
    }

    @Test
    @DisplayName("PROTOCOL §4.1: the answer to auth tells subject, tenant, scopes and the end, on WebSocket and RPC")
    void tellsWhoseTheTokenIs() throws Exception {
        keys.replace(List.of(key("guest", shop(soon, Scope.JOB_READ, Scope.SUBSCRIBE))));
        try (WebSocketPeer peer = WebSocketPeer.connect(server.address())) {
            for (JsonNode answer : List.of(
                    peer.call("auth", Data.of("token", "guest")).path("data"),
                    rpc("guest", "auth").path("data"))) {
                assertEquals("shop", answer.path("subject").asText());
                assertEquals("shop", answer.path("app_id").asText());
                assertEquals("north", answer.path("org_id").asText());
                assertEquals(
                        "[\"job:read\",\"subscribe\"]", answer.path("scopes").toString());
                assertEquals(soon, Instant.parse(answer.path("expires_at").asText()));
            }
        }
    }

    @Test
    @DisplayName(
            "PROTOCOL §4.1: a second auth of the same identity replaces credential and scopes and keeps the session")
    void aSecondAuthRefreshes() throws Exception {
        keys.replace(List.of(
                key("old", shop(soon, Scope.ALL)),
                key("new", shop(soon.plus(SOON), Scope.JOB_READ, Scope.SUBSCRIBE)),
                key("narrow", shop(soon.plus(SOON), Scope.JOB_READ))));
        try (WebSocketPeer peer = WebSocketPeer.connect(server.address())) {
            JsonNode first = peer.call("auth", Data.of("token", "old")).path("data");
            peer.call("subscribe", Data.of("channel", "jobs"));

            JsonNode second = peer.call("auth", Data.of("token", "new", "format", "msgpack", "heartbeat_ms", 60_000))
                    .path("data");
            assertEquals(first.path("session_id"), second.path("session_id"));
            assertEquals("json", second.path("format").asText());
            assertEquals(60_000, second.path("heartbeat_ms").asInt());
            assertEquals(403, peer.call("stats", null).at("/error/code").asInt());

            server.advance(SOON);
            assertEquals("response", peer.call("job.list", null).path("type").asText(), "the old one's end is past");

            assertEquals(
                    "response",
                    peer.call("auth", Data.of("token", "narrow")).path("type").asText());
            JsonNode ended = error(peer);
            assertEquals(403, ended.at("/error/code").asInt());
            assertEquals("jobs", ended.path("channel").asText());
            assertFalse(ended.has("correl_id"));
            assertEquals("response", peer.call("job.list", null).path("type").asText());
        }
    }

    @Test
    @DisplayName(
            "PROTOCOL §4.1: a second auth of another identity is 409, a wrong one 401; the session stays as it was")
    void aRefusedAuthChangesNothing() throws Exception {
        keys.replace(List.of(
                key("shop", shop(soon, Scope.ALL)),
                key("bank", new Identity("shop", new Tenant("bank", null), Set.of(Scope.ALL)))));
        try (WebSocketPeer peer = WebSocketPeer.connect(server.address())) {
            peer.call("auth", Data.of("token", "shop"));
            peer.call("subscribe", Data.of("channel", "jobs"));
            assertEquals(
                    409,
                    peer.call("auth", Data.of("token", "bank"))
                            .at("/error/code")
                            .asInt());
            assertEquals(
                    401,
                    peer.call("auth", Data.of("token", "wrong"))
                            .at("/error/code")
                            .asInt());
            assertEquals(401, peer.call("auth", Data.of()).at("/error/code").asInt());
            assertEquals(
                    "response",
                    peer.call("job.enqueue", Data.of("name", "echo"))
                            .path("type")
                            .asText());
            assertEquals("shop", peer.event().at("/data/scope_app_id").asText());
        }
    }

    @Test
    @DisplayName(
            "PROTOCOL §4.1: when a credential ends, its session gets 401 and close 1008, its stream an error, its requests 401")
    void aCredentialEnds() throws Exception {
        keys.replace(List.of(key("guest", shop(soon, Scope.ALL))));
        try (WebSocketPeer peer = WebSocketPeer.connect(server.address());
                EventSource events = stream("guest")) {
            peer.call("auth", Data.of("token", "guest"));
            server.advance(SOON);

            assertEquals(401, error(peer).at("/error/code").asInt());
            WebSocketPeer.Closed closed = peer.awaitClose();
            assertEquals(1008, closed.code());
            assertTrue(closed.reason().contains("expired"), closed.reason());
            EventSource.Event last = events.next();
            assertEquals("error", last.name());
            assertEquals(401, last.data().at("/error/code").asInt());
            assertEquals(401, rpc("guest", "job.list").at("/error/code").asInt());
        }
    }

    @Test
    @DisplayName("PROTOCOL §4.1: a key that is withdrawn ends what uses it; one that is changed changes open sessions")
    void keysAreChangedAndWithdrawn() throws Exception {
        keys.replace(List.of(key("shop", shop(soon, Scope.ALL)), key("kept", shop(soon, Scope.ALL))));
        try (WebSocketPeer peer = WebSocketPeer.connect(server.address());
                WebSocketPeer other = WebSocketPeer.connect(server.address());
                EventSource events = stream("shop")) {
            peer.call("auth", Data.of("token", "shop"));
            other.call("auth", Data.of("token", "kept"));
            peer.call("subscribe", Data.of("channel", "jobs"));

            keys.replace(List.of(key("shop", shop(soon, Scope.JOB_READ)), key("kept", shop(soon, Scope.ALL))));
            assertEquals(403, error(peer).at("/error/code").asInt());
            assertEquals(403, events.next().data().at("/error/code").asInt());
            assertEquals(403, peer.call("stats", null).at("/error/code").asInt());
            assertEquals("response", peer.call("job.list", null).path("type").asText());

            keys.replace(List.of(key("kept", shop(soon, Scope.ALL))));
            assertEquals(401, error(peer).at("/error/code").asInt());
            assertEquals(1008, peer.awaitClose().code());
            assertEquals("response", other.call("stats", null).path("type").asText());
        }
    }

    @Test
    @DisplayName("PROTOCOL §4.1: keys of the file are added and withdrawn without a restart")
    void followsTheFile(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("dwp.properties");
        write(file, "one");
        try (ServerProcess process =
                ServerProcess.start(folder.resolve("log"), "--store", "memory", "--config", file.toString())) {
            assertEquals(
                    "response", rpc(process.uri(), "one", "stats").path("type").asText());
            try (WebSocketPeer peer = WebSocketPeer.connect(process.uri(), "one")) {
                write(file, "two");
                assertEquals(401, error(peer).at("/error/code").asInt());
                assertEquals(1008, peer.awaitClose().code());
            }
            assertEquals(
                    401, rpc(process.uri(), "one", "stats").at("/error/code").asInt());
            assertEquals(
                    "response", rpc(process.uri(), "two", "stats").path("type").asText());
        }
    }

    /** As a whole: a reader sees the old file or the new one. */
    private static void write(Path file, String token) throws Exception {
        Path next = Files.writeString(
                file.resolveSibling("next"), "auth.key.a.token=%s\nauth.key.a.scopes=*\n".formatted(token));
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
