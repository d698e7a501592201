package dev.dwp.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.client.error.AuthenticationException;
import dev.dwp.client.error.ConnectionLostException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens that are refused, end, and are replaced (PROTOCOL §4.1). */
class CredentialsTest {
    private static final Duration SOON = Duration.ofMillis(5);

    /** A server with two tokens of one identity, of which the first ends soon. */
    private static TestServer withBriefToken() {
        Map<String, String> settings = new HashMap<>();
        for (String name : new String[] {"brief", "lasting"}) {
            settings.put("auth.key." + name + ".token", name);
            settings.put("auth.key." + name + ".subject", "somebody");
            settings.put("auth.key." + name + ".scopes", "*");
        }
        settings.put(
                "auth.key.brief.expires",
                Instant.now().plus(Duration.ofSeconds(4)).toString());
        return TestServer.start(settings);
    }

    /** Returns when the server lets nobody in with that token any more. */
    private static void awaitEnd(TestServer server, String token) {
        try (DwpClient probe = DwpClient.connect(server.uri("ws"), token);
                Subscription nothing = probe.subscribe("jobs")) {
            assertThrows(AuthenticationException.class, nothing::next);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws", "http"})
    void doesNotComeBackWithARefusedToken(String scheme) {
        try (TestServer server = TestServer.start();
                CuttingProxy proxy = new CuttingProxy(server.port())) {
            AtomicInteger asked = new AtomicInteger();
            try (DwpClient client = DwpClient.builder(proxy.uri(scheme))
                    .credentials(() -> {
                        asked.incrementAndGet();
                        return "wrong";
                    })
                    .reconnect(SOON, SOON)
                    .build()) {
                assertThrows(AuthenticationException.class, client::stats);
                assertThrows(AuthenticationException.class, client::stats);
                assertThrows(AuthenticationException.class, () -> client.subscribe("jobs"));
                if (scheme.equals("ws")) {
                    assertEquals(1, proxy.connections());
                    assertEquals(2, asked.get(), "It asks whether there is another token, once.");
                }
            }
            assertThrows(AuthenticationException.class, () -> DwpClient.connect(proxy.uri(scheme), "wrong"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws", "http"})
    void takesAnotherTokenAfterARefusal(String scheme) {
        try (TestServer server = TestServer.start()) {
            AtomicInteger asked = new AtomicInteger();
            try (DwpClient client = DwpClient.builder(server.uri(scheme))
                    .credentials(() -> asked.getAndIncrement() == 0 ? "old" : TestServer.TOKEN)
                    .reconnect(SOON, SOON)
                    .build()) {
                assertEquals("memory", client.stats().store());
            }
        }
    }

    @Test
    void replacesATokenBeforeItsEndOnTheSameConnection() {
        try (TestServer server = withBriefToken();
                CuttingProxy proxy = new CuttingProxy(server.port())) {
            AtomicInteger asked = new AtomicInteger();
            try (DwpClient client = DwpClient.builder(proxy.uri("ws"))
                            .credentials(() -> asked.getAndIncrement() == 0 ? "brief" : "lasting")
                            .connect();
                    Subscription events = client.subscribe("jobs")) {
                awaitEnd(server, "brief");
                String id = client.enqueue("echo", 1).jobId();
                assertEquals(id, events.next().orElseThrow().jobId());
                assertEquals(1, proxy.connections());
                assertTrue(asked.get() >= 2);
            }
        }
    }

    @Test
    void takesATokenThatEndsInAnotherAge() {
        Map<String, String> settings = Map.of(
                "auth.key.old.token", "eternal",
                "auth.key.old.subject", "somebody",
                "auth.key.old.scopes", "*",
                "auth.key.old.expires", "9999-12-31T23:59:59Z");
        try (TestServer server = TestServer.start(settings);
                DwpClient client = DwpClient.connect(server.uri("ws"), "eternal")) {
            assertEquals("memory", client.stats().store());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws", "http"})
    void endsWithATokenThatEndsAndHasNoSuccessor(String scheme) {
        try (TestServer server = withBriefToken();
                CuttingProxy proxy = new CuttingProxy(server.port());
                DwpClient client = DwpClient.builder(proxy.uri(scheme))
                        .token("brief")
                        .reconnect(SOON, SOON)
                        .connect();
                Subscription events = client.subscribe("jobs")) {
            assertThrows(AuthenticationException.class, events::next);
            assertThrows(AuthenticationException.class, client::stats);
            if (scheme.equals("ws")) {
                assertEquals(1, proxy.connections());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws", "http"})
    void triesAgainWhereThereIsNoTokenJustNow(String scheme) {
        try (TestServer server = TestServer.start()) {
            AtomicInteger asked = new AtomicInteger();
            ClientBuilder builder = DwpClient.builder(server.uri(scheme))
                    .credentials(() -> {
                        if (asked.getAndIncrement() == 0) {
                            throw new IOException("The issuer is away.");
                        }
                        return TestServer.TOKEN;
                    })
                    .reconnect(SOON, SOON);
            ConnectionLostException lost = assertThrows(ConnectionLostException.class, builder::connect);
            assertTrue(lost.getMessage().contains("The issuer is away."), lost.getMessage());
            asked.set(0);
            try (DwpClient client = builder.build()) {
                assertEquals("memory", client.stats().store());
            }
        }
    }
}
