package dev.dwp.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.client.error.AuthenticationException;
import dev.dwp.client.error.ClientClosedException;
import dev.dwp.client.error.ConnectionLostException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
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
                Instant.now().plus(Duration.ofSeconds(10)).toString());
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

    /** Two tokens of one identity. */
    private static TestServer withTwoTokens() {
        Map<String, String> settings = new HashMap<>();
        for (String name : new String[] {"one", "two"}) {
            settings.put("auth.key." + name + ".token", name);
            settings.put("auth.key." + name + ".subject", "somebody");
            settings.put("auth.key." + name + ".scopes", "*");
        }
        return TestServer.start(settings);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws", "http"})
    void aRefreshReturnsWhenTheServerHasTakenTheOtherToken(String scheme) {
        try (TestServer server = withTwoTokens();
                CuttingProxy proxy = new CuttingProxy(server.port())) {
            AtomicReference<String> token = new AtomicReference<>("one");
            AtomicInteger asked = new AtomicInteger();
            try (DwpClient client = DwpClient.builder(proxy.uri(scheme))
                    .credentials(() -> {
                        asked.incrementAndGet();
                        return token.get();
                    })
                    .connect()) {
                token.set("two");
                client.refresh();
                assertEquals(2, asked.get());
                assertEquals("memory", client.stats().store());
                client.refresh();
                assertEquals(3, asked.get(), "The same token is presented again: its scopes may have changed.");
                if (scheme.equals("ws")) {
                    assertEquals(1, proxy.connections());
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws", "http"})
    void aRefreshThatTheServerRefusesLeavesTheTokenBefore(String scheme) {
        try (TestServer server = withTwoTokens()) {
            AtomicReference<String> token = new AtomicReference<>("one");
            try (DwpClient client = DwpClient.builder(server.uri(scheme))
                    .credentials(() -> {
                        if (token.get().isEmpty()) {
                            throw new IOException("The issuer is away.");
                        }
                        return token.get();
                    })
                    .connect()) {
                token.set("wrong");
                assertThrows(AuthenticationException.class, client::refresh);
                assertEquals("memory", client.stats().store());
                token.set("");
                ConnectionLostException none = assertThrows(ConnectionLostException.class, client::refresh);
                assertTrue(none.getMessage().contains("The issuer is away."), none.getMessage());
                assertEquals("memory", client.stats().store());
                token.set("two");
                client.refresh();
                assertEquals("memory", client.stats().store());
            }
        }
    }

    /** The one under way may have asked before what the others are about. */
    @ParameterizedTest
    @ValueSource(strings = {"ws", "http"})
    void refreshesThatAreAskedForWhileOneIsUnderWayShareTheNext(String scheme) throws Exception {
        try (TestServer server = withTwoTokens()) {
            AtomicInteger asked = new AtomicInteger();
            Semaphore given = new Semaphore(1);
            CountDownLatch second = new CountDownLatch(2);
            try (DwpClient client = DwpClient.builder(server.uri(scheme))
                    .credentials(() -> {
                        second.countDown();
                        given.acquire();
                        return asked.incrementAndGet() == 1 ? "one" : "two";
                    })
                    .connect()) {
                CompletableFuture<Void> first = client.refreshAsync();
                second.await();
                List<CompletableFuture<Void>> others = List.of(client.refreshAsync(), client.refreshAsync());
                given.release(10);
                first.get(1, TimeUnit.MINUTES);
                for (CompletableFuture<Void> other : others) {
                    other.get(1, TimeUnit.MINUTES);
                }
                assertEquals(3, asked.get());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws", "http"})
    void aRefreshEndsWithItsClient(String scheme) throws Exception {
        try (TestServer server = withTwoTokens()) {
            CountDownLatch asked = new CountDownLatch(2);
            DwpClient client = DwpClient.builder(server.uri(scheme))
                    .credentials(() -> {
                        asked.countDown();
                        if (asked.getCount() == 0) {
                            new CountDownLatch(1).await();
                        }
                        return "one";
                    })
                    .connect();
            CompletableFuture<Void> refresh = client.refreshAsync();
            asked.await();
            client.close();
            var ended = assertThrows(ExecutionException.class, () -> refresh.get(1, TimeUnit.MINUTES));
            assertInstanceOf(ClientClosedException.class, ended.getCause());
            assertThrows(ClientClosedException.class, client::refresh);
        }
    }
}
