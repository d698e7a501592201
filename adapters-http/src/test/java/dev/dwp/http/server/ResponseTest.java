package dev.dwp.http.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Responses as {@link com.sun.net.httpserver.HttpExchange#sendResponseHeaders} frames them. */
class ResponseTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final byte[] HELLO = "hello".getBytes(StandardCharsets.US_ASCII);

    private static RawClient.Answer answer(HttpHandler handler, String request) throws IOException {
        try (TestServer server = TestServer.with(handler);
                RawClient client = server.client()) {
            client.send(request);
            return request.startsWith("HEAD") ? client.answerToHead() : client.answer();
        }
    }

    @Test
    @DisplayName("A positive length is announced exactly")
    void announcesTheLength() throws IOException {
        RawClient.Answer answer = answer(e -> TestServer.reply(e, "hello"), GET);
        assertEquals("5", answer.header("content-length"));
        assertEquals("hello", answer.body());
        assertTrue(answer.header("date").endsWith(" GMT"));
    }

    @Test
    @DisplayName("Length 0 is chunked for HTTP/1.1 (RFC 9112 §7.1)")
    void chunksWhenTheLengthIsUnknown() throws IOException {
        HttpHandler handler = exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write('<');
                out.write("x".repeat(50_000).getBytes(StandardCharsets.US_ASCII));
                out.flush();
                out.flush();
                out.write(new byte[0]);
                out.write('>');
            }
        };
        RawClient.Answer answer = answer(handler, GET);
        assertEquals("chunked", answer.header("transfer-encoding"));
        assertEquals("", answer.header("content-length"));
        assertEquals("<" + "x".repeat(50_000) + ">", answer.body());
    }

    @Test
    @DisplayName("Length 0 ends with the connection for HTTP/1.0, which knows no chunks")
    void closesWhenHttp10CannotKnowTheLength() throws IOException {
        HttpHandler handler = exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(HELLO);
            exchange.close();
        };
        RawClient.Answer answer = answer(handler, "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
        assertEquals("", answer.header("transfer-encoding"));
        assertEquals("close", answer.header("connection"));
        assertEquals("hello", answer.body());
    }

    @Test
    @DisplayName("Length -1 is an empty body")
    void sendsAnEmptyBody() throws IOException {
        RawClient.Answer answer = answer(exchange -> exchange.sendResponseHeaders(201, -1), GET);
        assertEquals(201, answer.status());
        assertEquals("0", answer.header("content-length"));
    }

    @Test
    @DisplayName("RFC 9110 §8.6: 204 has neither body nor length; 304 has the handler's length")
    void sendsBodilessStatuses() throws IOException {
        RawClient.Answer none = answer(exchange -> exchange.sendResponseHeaders(204, 0), GET);
        assertEquals("", none.header("content-length") + none.header("transfer-encoding"));
        HttpHandler unmodified = exchange -> {
            exchange.getResponseHeaders().set("Content-Length", "77");
            exchange.sendResponseHeaders(304, -1);
        };
        assertEquals("77", answer(unmodified, GET).header("content-length"));
    }

    @Test
    @DisplayName("RFC 9110 §9.3.2: HEAD is answered without the body that the handler writes")
    void dropsTheBodyForHead() throws IOException {
        try (TestServer server = TestServer.with(e -> TestServer.reply(e, "hello"));
                RawClient client = server.client()) {
            RawClient.Answer head =
                    client.send("HEAD / HTTP/1.1\r\nHost: x\r\n\r\n").answerToHead();
            assertEquals("5", head.header("content-length"));
            assertEquals("hello", client.send(GET).answer().body());
        }
    }

    @Test
    @DisplayName("RFC 9112 §6: a handler cannot frame the response by its own fields")
    void ignoresTheHandlersFraming() throws IOException {
        HttpHandler handler = exchange -> {
            exchange.getResponseHeaders().set("Content-Length", "99");
            exchange.getResponseHeaders().set("Transfer-Encoding", "gzip");
            TestServer.reply(exchange, "hello");
        };
        RawClient.Answer answer = answer(handler, GET);
        assertEquals("5", answer.header("content-length"));
        assertEquals("", answer.header("transfer-encoding"));
    }

    @Test
    @DisplayName("A value that would break out of its header line is refused before anything is sent")
    void refusesHeaderInjection() throws IOException {
        HttpHandler handler = exchange -> {
            exchange.getResponseHeaders().put("X-Name", new java.util.ArrayList<>(java.util.List.of("plain")));
            exchange.getResponseHeaders().get("X-Name").set(0, "a\r\nInjected: yes");
            assertThrows(IllegalArgumentException.class, () -> exchange.sendResponseHeaders(200, -1));
            exchange.getResponseHeaders().clear();
            exchange.getResponseHeaders().set("X-Name", "a\tb");
            exchange.getResponseHeaders().put("Bad name", java.util.List.of("x"));
            assertThrows(IllegalArgumentException.class, () -> exchange.sendResponseHeaders(200, -1));
            exchange.getResponseHeaders().remove("Bad name");
            exchange.sendResponseHeaders(202, -1);
        };
        RawClient.Answer answer = answer(handler, GET);
        assertEquals(202, answer.status());
        assertEquals("a\tb", answer.header("x-name"));
        assertEquals("", answer.header("injected"));
    }

    @Test
    @DisplayName("More or fewer octets than announced is the handler's error; the connection ends short, not wrong")
    void holdsTheHandlerToItsLength() throws Exception {
        CompletableFuture<IOException> tooMuch = new CompletableFuture<>();
        HttpHandler handler = exchange -> {
            exchange.sendResponseHeaders(200, 10);
            OutputStream out = exchange.getResponseBody();
            out.write(HELLO);
            tooMuch.complete(assertThrows(IOException.class, () -> out.write(new byte[6])));
            out.flush();
            exchange.close();
        };
        try (TestServer server = TestServer.with(handler);
                RawClient client = server.client()) {
            String all = client.send(GET).rest();
            assertTrue(all.endsWith("\r\n\r\nhello"), all);
            assertTrue(tooMuch.get(30, TimeUnit.SECONDS).getMessage().contains("longer"));
        }
    }

    @Test
    @DisplayName("A flush sends what there is while the handler goes on, as server-sent events need it")
    void streamsWhatIsFlushed() throws Exception {
        CountDownLatch seen = new CountDownLatch(1);
        HttpHandler handler = exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(HELLO);
            exchange.getResponseBody().flush();
            try {
                assertTrue(seen.await(30, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            exchange.close();
        };
        try (TestServer server = TestServer.with(handler);
                RawClient client = server.client()) {
            client.send(GET);
            while (!client.line().isEmpty()) {
                assertFalse(client.socket().isClosed());
            }
            assertEquals("0005", client.line().toLowerCase(Locale.ROOT));
            assertEquals("hello", client.text(5));
            seen.countDown();
            assertEquals("\r\n0\r\n\r\n", client.text(7));
        }
    }

    @Test
    @DisplayName("Head and body of a small response leave in one segment")
    void sendsHeadAndBodyAtOnce() throws IOException {
        try (TestServer server = TestServer.with(e -> TestServer.reply(e, "hello"));
                RawClient client = server.client()) {
            client.send(GET);
            byte[] once = new byte[4096];
            int count = client.socket().getInputStream().read(once);
            assertTrue(new String(once, 0, count, StandardCharsets.US_ASCII).endsWith("\r\n\r\nhello"));
        }
    }

    @Test
    @DisplayName("A second sendResponseHeaders fails; so does a status that is not final")
    void sendsHeadersOnce() throws IOException {
        HttpHandler handler = exchange -> {
            assertEquals(-1, exchange.getResponseCode());
            assertThrows(IOException.class, () -> exchange.getResponseBody().write(1));
            assertThrows(IllegalArgumentException.class, () -> exchange.sendResponseHeaders(103, -1));
            exchange.sendResponseHeaders(200, -1);
            assertEquals(200, exchange.getResponseCode());
            assertThrows(IOException.class, () -> exchange.sendResponseHeaders(200, -1));
        };
        assertEquals(200, answer(handler, GET).status());
    }

    @Test
    @DisplayName("A handler may return and answer from another thread")
    void answersFromAnotherThread() throws IOException {
        HttpHandler handler = exchange -> Thread.ofVirtual().start(() -> {
            try {
                TestServer.reply(exchange, "later");
            } catch (IOException e) {
                exchange.close();
            }
        });
        assertEquals("later", answer(handler, GET).body());
    }

    @Test
    @DisplayName("An exchange closed without a response ends the connection")
    void endsTheConnectionWithoutAResponse() throws IOException {
        try (TestServer server = TestServer.with(com.sun.net.httpserver.HttpExchange::close);
                RawClient client = server.client()) {
            assertEquals("", client.send(GET).rest());
        }
    }
}
