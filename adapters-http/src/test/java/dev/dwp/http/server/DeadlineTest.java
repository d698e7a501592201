package dev.dwp.http.server;

import static dev.dwp.http.server.TestServer.millis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Peers that take their time. Each test waits for the server to act, with the test's own timeout as the deadline. */
class DeadlineTest {
    @Test
    @DisplayName("RFC 9110 §15.5.9: a head without end is 408, however often an octet of it comes")
    void endsASlowHead() throws Exception {
        try (TestServer server = TestServer.with(
                        limits -> limits.withHead(limits.head().withHeaderBlock(1 << 28))
                                .withDeadlines(limits.deadlines().withHead(millis(2000))),
                        TestServer::mirror);
                RawClient client = server.client()) {
            client.send("GET / HTTP/1.1\r\nHost: x\r\nA: ");
            Thread dripping = Thread.ofPlatform().start(() -> drip(client));
            assertEquals(408, client.answer().status());
            client.hangUp();
            dripping.join();
        }
    }

    /**
     * Sends octet by octet until the connection ends. Not on a virtual thread: it would never let go of its carrier, and
     * where there is one processor, the server has no other.
     */
    private static void drip(RawClient client) {
        try {
            while (!client.socket().isClosed()) {
                client.send("a");
            }
        } catch (IOException e) {
            assertTrue(e.getMessage() != null);
        }
    }

    @Test
    @DisplayName("A connection on which nothing was ever sent is closed without a word")
    void closesASilentConnection() throws IOException {
        try (TestServer server = TestServer.withDeadlines(d -> d.withHead(millis(100)), TestServer::mirror);
                RawClient client = server.client()) {
            assertEquals("", client.rest());
        }
    }

    @Test
    @DisplayName("RFC 9112 §9.5: a connection idle between requests is closed without a word")
    void closesAnIdleConnection() throws IOException {
        try (TestServer server = TestServer.withDeadlines(d -> d.withIdle(millis(100)), TestServer::mirror);
                RawClient client = server.client()) {
            assertEquals(
                    200,
                    client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n").answer().status());
            assertEquals("", client.rest());
            assertEquals(0, server.stats().stalled());
        }
    }

    @Test
    @DisplayName("A connection goes on as long as each request comes within the idle time")
    void keepsAConnectionThatIsUsed() throws IOException {
        try (TestServer server = TestServer.withDeadlines(d -> d.withIdle(millis(60_000)), TestServer::mirror);
                RawClient client = server.client()) {
            for (int i = 0; i < 3; i++) {
                client.send("GET /" + i + " HTTP/1.1\r\nHost: x\r\n\r\n");
                assertEquals(200, client.answer().status());
            }
        }
    }

    @Test
    @DisplayName("RFC 9110 §15.5.9: a body that stalls is 408 and ends the connection")
    void endsAStalledBody() throws IOException {
        try (TestServer server = TestServer.withDeadlines(d -> d.withBody(millis(100)), TestServer::mirror);
                RawClient client = server.client()) {
            client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc");
            assertEquals(408, client.answer().status());
            assertTrue(client.ended());
        }
    }

    @Test
    @DisplayName("The watchdog ends a write whose peer reads nothing, and counts it")
    void endsAStalledWrite() throws Exception {
        CompletableFuture<IOException> failure = new CompletableFuture<>();
        try (TestServer server = TestServer.withDeadlines(d -> d.withWrite(millis(200)), exchange -> {
                    try {
                        exchange.sendResponseHeaders(200, 1L << 30);
                        byte[] block = new byte[1 << 20];
                        for (int i = 0; i < 1024; i++) {
                            exchange.getResponseBody().write(block);
                        }
                    } catch (IOException e) {
                        failure.complete(e);
                        throw e;
                    }
                });
                RawClient client = server.client()) {
            client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            failure.get(30, TimeUnit.SECONDS);
            assertEquals(1, server.stats().stalled());
        }
    }
}
