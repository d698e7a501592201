package dev.dwp.http.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Leaving HTTP (RFC 9110 §7.8, JDK-8368695). */
class UpgradeTest {
    private static final String UPGRADE =
            "GET / HTTP/1.1\r\nHost: x\r\nConnection: keep-alive, Upgrade\r\nUpgrade: echo\r\n\r\n";

    static void switchTo101(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Upgrade", "echo");
        exchange.getResponseHeaders().set("Connection", "Upgrade");
        exchange.sendResponseHeaders(101, 0);
    }

    static void upgrade(HttpExchange exchange, UpgradeHandler handler) throws IOException {
        switchTo101(exchange);
        ((UpgradableExchange) exchange).onUpgraded(handler);
        exchange.close();
    }

    private static void echo(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[1000];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            out.write(buffer, 0, count);
        }
    }

    private static void echoes(RawClient client) throws IOException {
        client.send(UPGRADE + "early ");
        RawClient.Answer answer = client.answer();
        assertEquals(101, answer.status());
        assertEquals("echo", answer.header("upgrade"));
        assertEquals("Upgrade", answer.header("connection"));
        assertEquals("", answer.header("content-length") + answer.header("transfer-encoding"));
        assertEquals("early ", client.text(6));
        client.send("late");
        assertEquals("late", client.text(4));
        client.shutdownOutput();
        assertTrue(client.ended());
    }

    @Test
    @DisplayName("JDK-8368695: after 101 the streams are the connection, what came with the request included")
    void handsTheStreamsToAnotherThread() throws IOException {
        try (TestServer server = TestServer.with(exchange -> {
                    switchTo101(exchange);
                    InputStream in = exchange.getRequestBody();
                    OutputStream out = exchange.getResponseBody();
                    Thread.ofVirtual().start(() -> {
                        try (in) {
                            echo(in, out);
                        } catch (IOException e) {
                            throw new java.io.UncheckedIOException(e);
                        }
                    });
                });
                RawClient client = server.client()) {
            echoes(client);
        }
    }

    @Test
    @DisplayName("A continuation runs after the handler has returned, and its return closes the connection")
    void runsTheContinuationAfterTheHandler() throws IOException {
        try (TestServer server = TestServer.with(
                        exchange -> upgrade(exchange, connection -> echo(connection.input(), connection.output())));
                RawClient client = server.client()) {
            echoes(client);
        }
    }

    @Test
    @DisplayName("What came with the request is not lost, whether it fits the small buffer or not")
    void keepsWhatCameEarly() throws IOException {
        String early = "0123456789".repeat(2_000);
        try (TestServer server = TestServer.with(
                        exchange -> upgrade(exchange, connection -> echo(connection.input(), connection.output())));
                RawClient client = server.client()) {
            client.send(UPGRADE + early);
            assertEquals(101, client.answer().status());
            assertEquals(early, client.text(early.length()));
        }
    }

    @Test
    @DisplayName("HTTP's deadlines are off after 101")
    void putsTheDeadlinesOff() throws Exception {
        try (TestServer server = TestServer.withDeadlines(
                        d -> d.withHead(TestServer.millis(2000)),
                        exchange -> upgrade(exchange, connection -> echo(connection.input(), connection.output())));
                RawClient client = server.client()) {
            client.send(UPGRADE);
            assertEquals(101, client.answer().status());
            client.socket().setSoTimeout(2500);
            assertThrows(SocketTimeoutException.class, () -> client.text(1));
            client.socket().setSoTimeout(30_000);
            assertEquals("!", client.send("!").text(1));
        }
    }

    @Test
    @DisplayName("A read timeout of one's own leaves the connection usable")
    void keepsTheConnectionAfterAReadTimeout() throws Exception {
        try (TestServer server = TestServer.with(exchange -> upgrade(exchange, connection -> {
                    connection.readTimeout(TestServer.millis(50));
                    assertThrows(
                            SocketTimeoutException.class,
                            () -> connection.input().read());
                    connection.output().write('?');
                    connection.readTimeout(TestServer.millis(0));
                    echo(connection.input(), connection.output());
                }));
                RawClient client = server.client()) {
            client.send(UPGRADE);
            assertEquals(101, client.answer().status());
            assertEquals("?", client.text(1));
            assertEquals("!", client.send("!").text(1));
        }
    }

    @Test
    @DisplayName("A 101 needs its two headers, a request without a body, and HTTP/1.1")
    void refusesA101ThatCannotBe() throws Exception {
        CompletableFuture<Throwable> bare = new CompletableFuture<>();
        try (TestServer server = TestServer.with(exchange -> {
                    bare.complete(
                            assertThrows(IllegalStateException.class, () -> exchange.sendResponseHeaders(101, 0)));
                    assertThrows(IllegalStateException.class, () -> ((UpgradableExchange) exchange).rawConnection());
                    if (exchange.getProtocol().equals("HTTP/1.0")
                            || exchange.getRequestMethod().equals("POST")) {
                        assertThrows(IllegalStateException.class, () -> switchTo101(exchange));
                    }
                    exchange.getResponseHeaders().clear();
                    TestServer.reply(exchange, "no");
                });
                RawClient client = server.client()) {
            client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\nx");
            assertEquals("no", client.answer().body());
            assertTrue(bare.get(30, TimeUnit.SECONDS).getMessage().length() > 20);
            assertEquals("no", client.send("GET / HTTP/1.0\r\n\r\n").answer().body());
        }
    }

    @Test
    @DisplayName("A handler that fails after 101 ends the connection")
    void endsTheConnectionWhenTheHandlerFails() throws IOException {
        try (TestServer server = TestServer.with(exchange -> {
                    switchTo101(exchange);
                    throw new IllegalStateException("expected by the test");
                });
                RawClient client = server.client()) {
            client.send(UPGRADE);
            assertEquals(101, client.answer().status());
            assertTrue(client.ended());
        }
    }

    @Test
    @DisplayName("abort ends the connection while another thread reads it")
    void abortsFromAnotherThread() throws Exception {
        CompletableFuture<RawConnection> upgraded = new CompletableFuture<>();
        CompletableFuture<Boolean> ended = new CompletableFuture<>();
        try (TestServer server = TestServer.with(exchange -> upgrade(exchange, connection -> {
                    upgraded.complete(connection);
                    try {
                        ended.complete(connection.input().read() < 0);
                    } catch (IOException e) {
                        ended.complete(true);
                    }
                }));
                RawClient client = server.client()) {
            client.send(UPGRADE);
            assertEquals(101, client.answer().status());
            upgraded.get(30, TimeUnit.SECONDS).abort();
            assertTrue(ended.get(30, TimeUnit.SECONDS));
            assertTrue(client.ended());
            assertFalse(client.socket().isClosed());
        }
    }
}
