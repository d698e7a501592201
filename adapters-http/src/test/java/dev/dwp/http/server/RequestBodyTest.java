package dev.dwp.http.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies of requests: framing, expectation, malformed and cut short. */
class RequestBodyTest {
    private static final String CHUNKED = "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: Chunked\r\n\r\n";
    private static TestServer server;

    @BeforeAll
    static void start() throws IOException {
        server = TestServer.with(exchange -> {
            if (exchange.getRequestURI().getPath().equals("/refuse")) {
                exchange.sendResponseHeaders(403, -1);
            } else {
                TestServer.mirror(exchange);
            }
        });
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    @DisplayName("RFC 9112 §7.1: chunks, extensions and trailers give the data alone")
    void decodesChunks() throws IOException {
        try (RawClient client = server.client()) {
            client.send(CHUNKED + "3;a=\"b\"\r\nabc\r\n00A\r\n0123456789\r\n0;z\r\nTrailer: dropped\r\n\r\n");
            assertEquals("POST / abc0123456789", client.answer().body());
            client.send("GET /next HTTP/1.1\r\nHost: x\r\n\r\n");
            assertEquals("GET /next ", client.answer().body());
        }
    }

    @ParameterizedTest
    @DisplayName("RFC 9112 §7.1: chunks that break the grammar are 400 and end the connection")
    @ValueSource(
            strings = {
                "3\nabc\r\n0\r\n\r\n",
                "3 \r\nabc\r\n0\r\n\r\n",
                "+3\r\nabc\r\n0\r\n\r\n",
                "0x3\r\nabc\r\n0\r\n\r\n",
                "3\r\nabcd\r\n0\r\n\r\n",
                "3\r\nabc\n0\r\n\r\n",
                "\r\nabc\r\n",
                "ffffffffffffffff\r\nabc",
                "3;\u0001\r\nabc\r\n0\r\n\r\n",
                "0\r\nno colon\r\n\r\n",
                "0\r\n: x\r\n\r\n",
                "0\r\nA: x\n\r\n",
            })
    void refusesMalformedChunks(String body) throws IOException {
        try (RawClient client = server.client()) {
            client.send(CHUNKED + body);
            assertEquals(400, client.answer().status());
            assertTrue(client.ended());
        }
    }

    @Test
    @DisplayName("RFC 9112 §8: a body that ends before its length is 400")
    void refusesABodyCutShort() throws IOException {
        try (RawClient client = server.client()) {
            client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc");
            client.shutdownOutput();
            assertEquals(400, client.answer().status());
        }
    }

    @Test
    @DisplayName("RFC 9110 §10.1.1: 100 is sent when the handler reads the body")
    void sendsContinueWhenTheBodyIsRead() throws IOException {
        try (RawClient client = server.client()) {
            client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nExpect: 100-Continue\r\n\r\n");
            assertEquals(100, client.answer().status());
            assertEquals("POST / abc", client.send("abc").answer().body());
            client.send("GET /next HTTP/1.1\r\nHost: x\r\n\r\n");
            assertEquals("GET /next ", client.answer().body());
        }
    }

    @Test
    @DisplayName("RFC 9110 §10.1.1: a handler that refuses unread sends no 100, and the connection ends")
    void sendsNoContinueWhenTheBodyIsNotRead() throws IOException {
        try (RawClient client = server.client()) {
            client.send("POST /refuse HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
            RawClient.Answer answer = client.answer();
            assertEquals(403, answer.status());
            assertEquals("close", answer.header("connection"));
            assertTrue(client.ended());
        }
    }

    @Test
    @DisplayName("A large body arrives whole, in either framing")
    void readsLargeBodies() throws IOException {
        String data = "0123456789abcdef".repeat(40_000);
        try (RawClient client = server.client()) {
            client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: " + data.length() + "\r\n\r\n" + data);
            assertEquals("POST / " + data, client.answer().body());
            client.send(CHUNKED + Integer.toHexString(data.length()) + "\r\n" + data + "\r\n0\r\n\r\n");
            assertEquals("POST / " + data, client.answer().body());
        }
    }
}
