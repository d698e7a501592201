package dev.dwp.http.server;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused, over real sockets: with its status, and with the connection closed behind it. */
class StrictRequestTest {
    private static TestServer server;

    @BeforeAll
    static void start() throws IOException {
        server = TestServer.with(
                limits -> limits.withHead(
                        limits.head().withRequestLine(100).withHeaderBlock(300).withFields(5)),
                TestServer::mirror);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("RFC 9112 §2–§7: a request that breaks the grammar is refused and the connection closed")
    @ValueSource(
            strings = {
                "GET /|400",
                "GET / HTTP/1.1|400",
                "GET  / HTTP/1.1~Host: x|400",
                "GET / HTTP/1.1 ~Host: x|400",
                " GET / HTTP/1.1~Host: x|400",
                "G(T / HTTP/1.1~Host: x|400",
                "GET / HTTP/1.1~Host: x~Host: x|400",
                "GET / HTTP/1.1~Host: a b|400",
                "GET / HTTP/1.1~Host: a/b|400",
                "GET / HTTP/1.1~Host : x|400",
                "GET / HTTP/1.1~Host: x~ folded|400",
                "GET / HTTP/1.1~Host: x~: nameless|400",
                "GET / HTTP/1.1~Host: x~colonless|400",
                "GET / HTTP/1.1~Host: x~A: b\0c|400",
                "GET / HTTP/1.1~Host: x~A: b\u0001c|400",
                "GET / HTTP/1.1~Host: x~A: b\rc|400",
                "GET / HTTP/1.1\nHost: x|400",
                "GET / HTTP/1.1~Host: x\n\n|400",
                "GET /#fragment HTTP/1.1~Host: x|400",
                "GET /%zz HTTP/1.1~Host: x|400",
                "GET /%2 HTTP/1.1~Host: x|400",
                "GET /\u00e9 HTTP/1.1~Host: x|400",
                "GET ftp://x/ HTTP/1.1~Host: x|400",
                "GET http:/// HTTP/1.1~Host: x|400",
                "GET relative HTTP/1.1~Host: x|400",
                "GET * HTTP/1.1~Host: x|400",
                "CONNECT x:80 HTTP/1.1~Host: x|501",
                "GET / HTTP/1.1~Host: a%zz|400",
                "GET / HTTP/1.1~Host: []|400",
                "GET / HTTP/1.1~Host: x:99999999|400",
                "GET http://x:99999999/ HTTP/1.1~Host: x|400",
                "GET http://a_b:x/ HTTP/1.1~Host: x|400",
                "GET http://u@x/ HTTP/1.1~Host: x|400",
                "GET / HTTP/2.0~Host: x|505",
                "PRI * HTTP/2.0|505",
                "GET / http/1.1~Host: x|400",
                "GET / HTTP/1.1x~Host: x|400",
                "POST / HTTP/1.1~Host: x~Content-Length: 5~Content-Length: 5|400",
                "POST / HTTP/1.1~Host: x~Content-Length: 5,5|400",
                "POST / HTTP/1.1~Host: x~Content-Length: +5|400",
                "POST / HTTP/1.1~Host: x~Content-Length: -5|400",
                "POST / HTTP/1.1~Host: x~Content-Length: 0x5|400",
                "POST / HTTP/1.1~Host: x~Content-Length: 5 5|400",
                "POST / HTTP/1.1~Host: x~Content-Length: |400",
                "POST / HTTP/1.1~Host: x~Content-Length: 99999999999999999999|400",
                "POST / HTTP/1.1~Host: x~Content-Length: 5~Transfer-Encoding: chunked|400",
                "POST / HTTP/1.1~Host: x~Transfer-Encoding: chunked~Transfer-Encoding: chunked|400",
                "POST / HTTP/1.0~Transfer-Encoding: chunked|400",
                "POST / HTTP/1.1~Host: x~Transfer-Encoding: gzip, chunked|501",
                "POST / HTTP/1.1~Host: x~Transfer-Encoding: xchunked|501",
                "POST / HTTP/1.1~Host: x~Transfer-Encoding: |501",
                "POST / HTTP/1.1~Host: x~Expect: miracles|417",
                "GET / HTTP/1.1~Host: x~A: 1~B: 1~C: 1~D: 1~E: 1|431",
            })
    void refusesWhatBreaksTheGrammar(String requestAndStatus) throws IOException {
        String request = requestAndStatus.substring(0, requestAndStatus.lastIndexOf('|'));
        int status = Integer.parseInt(requestAndStatus.substring(request.length() + 1));
        try (RawClient client = server.client()) {
            client.send(request.replace("~", "\r\n") + "\r\n\r\n");
            RawClient.Answer answer = client.answer();
            assertAll(
                    () -> assertEquals(status, answer.status()),
                    () -> assertEquals("close", answer.header("connection")),
                    () -> assertTrue(answer.body().endsWith(".\n"), answer.body()),
                    () -> assertTrue(client.ended()));
        }
    }

    @Test
    @DisplayName("RFC 9112 §3: a request line beyond the limit is 414, before its end has come")
    void refusesALongRequestLine() throws IOException {
        try (RawClient client = server.client()) {
            client.send("GET /" + "a".repeat(200));
            assertEquals(414, client.answer().status());
            assertTrue(client.ended());
        }
    }

    @Test
    @DisplayName("RFC 6585 §5: a header block beyond the limit is 431, before its end has come")
    void refusesALongHeaderBlock() throws IOException {
        try (RawClient client = server.client()) {
            client.send("GET / HTTP/1.1\r\nHost: x\r\nA: " + "a".repeat(400));
            assertEquals(431, client.answer().status());
            assertTrue(client.ended());
        }
    }

    @Test
    @DisplayName("RFC 9112 §6.1: what follows a refused request is not taken for another one")
    void servesNothingBehindARefusedRequest() throws IOException {
        try (RawClient client = server.client()) {
            String both = "POST / HTTP/1.1~Host: x~Content-Length: 3~Transfer-Encoding: chunked~~0~~";
            String smuggled = "GET /smuggled HTTP/1.1~Host: x~~";
            client.send((both + smuggled).replace("~", "\r\n"));
            assertEquals(400, client.answer().status());
            assertTrue(client.ended());
        }
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("RFC 9112 §2.2, §3.2, §9.3: unusual but right requests are served")
    @ValueSource(
            strings = {
                "~GET / HTTP/1.1~Host: x|GET /",
                "GET / HTTP/1.1~Host:|GET /",
                "GET / HTTP/1.1~host:\t[::1]:80 |GET /",
                "GET http://y/a?b HTTP/1.1~Host: x|GET http://y/a?b",
                "GET http://y?b HTTP/1.1~Host: x|GET http://y?b",
                "GET http://a_b/a HTTP/1.1~Host: x|GET http://a_b/a",
                "GET / HTTP/1.2~Host: x|GET /",
                "POST / HTTP/1.9~Host: x~Transfer-Encoding: chunked~~2 \t;a=b~hi~0~|POST / hi",
                "GET //y/a HTTP/1.1~Host: x|GET /.//y/a",
                "GET /a%20b?c=%C3%A9 HTTP/1.1~Host: x|GET /a%20b?c=%C3%A9",
                "BREW /pot HTTP/1.1~Host: x|BREW /pot",
                "POST / HTTP/1.1~Host: x~Content-Length: 000|POST /",
                "GET / HTTP/1.1~Host: x~Connection: keep-alive, Upgrade~Upgrade: h2c|GET /",
            })
    void servesWhatIsUnusualButRight(String requestAndMirrored) throws IOException {
        String request = requestAndMirrored.substring(0, requestAndMirrored.lastIndexOf('|'));
        String mirrored = requestAndMirrored.substring(request.length() + 1);
        try (RawClient client = server.client()) {
            client.send(request.replace("~", "\r\n") + "\r\n\r\n");
            RawClient.Answer answer = client.answer();
            assertEquals(200, answer.status());
            assertEquals(mirrored, answer.body().strip());
        }
    }

    @Test
    @DisplayName("RFC 9110 §9.3.7: OPTIONS * is answered for the server as a whole")
    void readsTheAsteriskOfOptions() throws IOException {
        try (RawClient client = server.client()) {
            client.send("OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n");
            RawClient.Answer answer = client.answer();
            assertEquals(204, answer.status());
            assertEquals("GET, HEAD, OPTIONS, POST", answer.header("allow"));
        }
    }

    @Test
    @DisplayName("RFC 9110 §7.4: a target of another scheme than the connection's is 421")
    void refusesTheSchemeOfAnotherConnection() throws IOException {
        try (RawClient client = server.client()) {
            client.send("GET https://x/ HTTP/1.1\r\nHost: x\r\n\r\n");
            assertEquals(421, client.answer().status());
            client.send("GET http://x/ HTTP/1.1\r\nHost: x\r\n\r\n");
            assertEquals(200, client.answer().status());
        }
    }
}
