package dev.dwp.http.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Connections that carry more than one request (RFC 9112 §9.3). */
class PersistenceTest {
    private static final String GET = "GET /%s HTTP/1.1\r\nHost: x\r\n\r\n";
    private static TestServer server;

    @BeforeAll
    static void start() throws IOException {
        server = TestServer.with(exchange -> {
            if (exchange.getRequestURI().getPath().startsWith("/unread")) {
                TestServer.reply(exchange, "unread");
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
    @DisplayName("RFC 9112 §9.3: HTTP/1.1 goes on until somebody says close")
    void keepsTheConnectionUntilToldToClose() throws IOException {
        try (RawClient client = server.client()) {
            assertEquals("GET /1 ", client.send(GET.formatted(1)).answer().body());
            assertEquals("GET /2 ", client.send(GET.formatted(2)).answer().body());
            client.send("GET /3 HTTP/1.1\r\nHost: x\r\nConnection: foo, Close\r\n\r\n");
            assertEquals("close", client.answer().header("connection"));
            assertTrue(client.ended());
        }
    }

    @Test
    @DisplayName("RFC 9112 §9.3.2: pipelined requests are answered in order, whatever their bodies")
    void answersPipelinedRequestsInOrder() throws IOException {
        StringBuilder requests = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            requests.append(
                    switch (i % 3) {
                        case 0 -> GET.formatted(i);
                        case 1 -> "POST /%d HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc".formatted(i);
                        default ->
                            "POST /%d HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"
                                    .formatted(i);
                    });
        }
        try (RawClient client = server.client()) {
            client.send(requests.toString());
            for (int i = 0; i < 200; i++) {
                assertEquals(
                        i % 3 == 0 ? "GET /" + i + " " : "POST /" + i + " abc",
                        client.answer().body());
            }
        }
    }

    @Test
    @DisplayName("RFC 9112 §9.3: a body nobody read is read away, and the next request is served")
    void drainsAnUnreadBody() throws IOException {
        try (RawClient client = server.client()) {
            client.send("POST /unread HTTP/1.1\r\nHost: x\r\nContent-Length: 20000\r\n\r\n" + "x".repeat(20000));
            client.send("POST /unread HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + ("400\r\n" + "x".repeat(1024) + "\r\n").repeat(20) + "0\r\n\r\n" + GET.formatted("next"));
            assertEquals("unread", client.answer().body());
            assertEquals("unread", client.answer().body());
            assertEquals("GET /next ", client.answer().body());
        }
    }

    @Test
    @DisplayName("RFC 9112 §9.6: a body too long to be read away ends the connection, and the response says so")
    void closesWhenTheUnreadBodyIsTooLong() throws IOException {
        try (RawClient client = server.client()) {
            client.send("POST /unread HTTP/1.1\r\nHost: x\r\nContent-Length: 10000000\r\n\r\n" + "x".repeat(20000));
            RawClient.Answer answer = client.answer();
            assertEquals("unread", answer.body());
            assertEquals("close", answer.header("connection"));
            assertTrue(client.ended());
        }
    }

    @Test
    @DisplayName("RFC 9112 §9.6: a peer that sends all of a refused body before it reads still gets the response")
    void answersWhoSendsTheWholeRefusedBodyFirst() throws IOException {
        try (RawClient client = server.client()) {
            int length = 10_000_000;
            client.send(
                    "POST /unread HTTP/1.1\r\nHost: x\r\nContent-Length: " + length + "\r\n\r\n" + "x".repeat(length));
            assertEquals("unread", client.answer().body());
            assertTrue(client.ended());
        }
    }

    @Test
    @DisplayName("RFC 9112 §9.3: HTTP/1.0 is one request, unless the client asks to go on")
    void servesHttp10() throws IOException {
        try (RawClient client = server.client()) {
            client.send("GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
            RawClient.Answer first = client.answer();
            assertEquals("GET /a ", first.body());
            assertEquals("keep-alive", first.header("connection"));
            assertEquals(
                    "close", client.send("GET /b HTTP/1.0\r\n\r\n").answer().header("connection"));
            assertTrue(client.ended());
        }
    }

    @Test
    @DisplayName("RFC 9112 §9.3: an answer that the server gives by itself keeps the connection")
    void keepsTheConnectionAfterItsOwnAnswer() throws IOException {
        try (RawClient client = server.client()) {
            assertEquals(
                    204,
                    client.send("OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n")
                            .answer()
                            .status());
            assertEquals("GET /1 ", client.send(GET.formatted(1)).answer().body());
        }
    }
}
