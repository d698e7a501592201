package dev.dwp.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What HTTP shows of the protocol (PROTOCOL §1, §3, §8). */
class HttpSurfaceTest {
    private static final String HANDSHAKE = """
            Upgrade: websocket
            Connection: keep-alive, Upgrade
            Sec-WebSocket-Version: 13
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
            """;
    private static TestServer server;

    @BeforeAll
    static void start() throws Exception {
        server = TestServer.start(Map.of("server.cors.origins", "https://app.example"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/nothing,404,",
        "POST,/,405,'GET, HEAD'",
        "POST,/dwp%2frpc,404,",
        "GET,/%64wp/,404,",
        "GET,/dwp/,404,",
        "GET,/dwp/rpc/more,404,",
        "GET,/dwpx,404,",
        "GET,/dwp/rpc,405,POST",
        "PUT,/dwp/rpc,405,POST",
        "POST,/dwp,405,GET",
        "POST,/dwp/sse,405,GET",
        "DELETE,/health/live,405,'GET, HEAD'"
    })
    @DisplayName("PROTOCOL §1: a wrong verb is 405 with Allow, an unknown path 404, each with an error frame")
    void refusesPathsAndVerbs(String verb, String path, int status, String allow) throws IOException {
        RawHttp.Answer answer = ask(verb + " " + path, "Content-Length: 0\n");
        assertEquals(status, answer.status());
        assertEquals(allow, answer.header("Allow"));
        assertEquals("application/json", answer.header("Content-Type"));
        assertEquals("error", answer.frame().path("type").asText());
        assertEquals(status, answer.frame().at("/error/code").asInt());
    }

    @Test
    @DisplayName("PROTOCOL §1: a plain GET on /dwp is 426 with Upgrade: websocket")
    void asksForAnUpgrade() throws IOException {
        RawHttp.Answer answer = ask("GET /dwp", "");
        assertEquals(426, answer.status());
        assertEquals("websocket", answer.header("Upgrade"));
        assertEquals(426, answer.frame().at("/error/code").asInt());
    }

    @Test
    @DisplayName("PROTOCOL §1, RFC 6455 §1.3: an upgrade is answered with 101 and the key's answer")
    void upgrades() throws IOException {
        RawHttp.Answer answer = ask("GET /dwp", HANDSHAKE);
        assertEquals(101, answer.status());
        assertEquals("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", answer.header("Sec-WebSocket-Accept"));
    }

    @ParameterizedTest
    @CsvSource({
        "http://evil.example,403",
        "null,403",
        "https://app.example,101",
        "HTTPS://APP.EXAMPLE,101",
        "https://app.example:443,101",
        "https://app.example.evil,403",
        ",101"
    })
    @DisplayName("PROTOCOL §1: an upgrade with a foreign Origin is 403, none at all is fine")
    void judgesOrigins(String origin, int status) throws IOException {
        String header = origin == null ? "" : "Origin: " + origin + "\n";
        assertEquals(status, ask("GET /dwp", header + HANDSHAKE).status());
    }

    @Test
    @DisplayName("PROTOCOL §1: the server's own origin is not foreign")
    void letsItsOwnPagesIn() throws IOException {
        String origin = "Origin: http://" + host() + "\n";
        assertEquals(101, ask("GET /dwp", origin + HANDSHAKE).status());
    }

    @Test
    @DisplayName("PROTOCOL §1: a configured origin may call from its pages, preflight included")
    void answersPreflights() throws IOException {
        RawHttp.Answer answer = ask("OPTIONS /dwp/rpc", """
                Origin: https://app.example
                Access-Control-Request-Method: POST
                Access-Control-Request-Headers: authorization
                """);
        assertEquals(204, answer.status());
        assertEquals("https://app.example", answer.header("Access-Control-Allow-Origin"));
        assertNotNull(answer.header("Access-Control-Allow-Headers"));
        assertNull(ask("GET /dwp", "").header("Access-Control-Allow-Origin"));
    }

    @ParameterizedTest
    @CsvSource({
        "application/json,,application/json",
        ",,application/json",
        "application/x-www-form-urlencoded,,application/json",
        "text/plain;charset=UTF-8,,application/json",
        "application/json; charset=utf-8,*/*,application/json",
        "application/json,application/msgpack,application/msgpack",
        "application/json,'application/msgpack;q=0.5, application/json;q=0.4',application/msgpack"
    })
    @DisplayName(
            "PROTOCOL §3: the answer is in the accepted format, else in the request's; no type and curl's are JSON")
    void choosesTheFormat(String type, String accept, String answered) throws IOException {
        String headers = (type == null ? "" : "Content-Type: " + type + "\n")
                + (accept == null ? "" : "Accept: " + accept + "\n");
        RawHttp.Answer answer = rpc(headers, "{\"id\":\"1\",\"type\":\"ping\"}");
        assertEquals(200, answer.status());
        assertEquals(answered, answer.header("Content-Type"));
    }

    @ParameterizedTest
    @CsvSource({"Content-Type: text/xml", "Accept: text/html"})
    @DisplayName("PROTOCOL §3: an unsupported format is 400 naming the supported ones")
    void refusesOtherFormats(String header) throws IOException {
        RawHttp.Answer answer = rpc(header + "\n", "{\"id\":\"1\",\"type\":\"ping\"}");
        assertEquals(400, answer.status());
        assertTrue(answer.frame().at("/error/message").asText().matches("(?s).*json.*msgpack.*"));
    }

    @Test
    @DisplayName("PROTOCOL §2: a frame over 1 MiB is 413, declared or chunked, and the connection is of use or closed")
    void refusesTooLargeFrames() throws IOException {
        int size = 1_048_577;
        RawHttp.Answer declared = ask("POST /dwp/rpc", "Content-Length: " + size + "\n", "x".repeat(size));
        assertEquals(413, declared.status());
        String chunks = Integer.toHexString(size) + "\r\n" + "x".repeat(size) + "\r\n0\r\n\r\n";
        RawHttp.Answer chunked = ask("POST /dwp/rpc", "Transfer-Encoding: chunked\n", chunks);
        assertEquals(413, chunked.status());
        assertEquals(413, chunked.frame().at("/error/code").asInt());
    }

    @Test
    @DisplayName("PROTOCOL §8: what HTTP itself refuses has an error frame as its body, too")
    void httpsOwnErrorsAreFrames() throws IOException {
        RawHttp.Answer answer = ask("GET /dwp", "Accept : text/html\n");
        assertEquals(400, answer.status());
        assertEquals(400, answer.frame().at("/error/code").asInt());
    }

    @Test
    @DisplayName("PROTOCOL §4.1: a 401 says which scheme there is; a bare token in the header is tolerated")
    void readsTheAuthorizationHeader() throws IOException {
        String body = "{\"id\":\"1\",\"method\":\"job.list\"}";
        RawHttp.Answer none = rpc("", body);
        assertEquals(401, none.status());
        assertEquals("Bearer", none.header("WWW-Authenticate"));
        assertEquals(200, rpc("Authorization: bearer demo-token\n", body).status());
        assertEquals(200, rpc("Authorization: demo-token\n", body).status());
        assertEquals(401, rpc("Authorization: Basic demo-token\n", body).status());
    }

    @Test
    @DisplayName("PROTOCOL §1: health and metrics ask for no token")
    void tellsOfItsHealth() throws IOException {
        assertEquals(200, ask("GET /health/live", "").status());
        assertEquals(200, ask("GET /health/ready", "").status());
        rpc("Authorization: demo-token\n", "{\"method\":\"job.list\"}");
        RawHttp.Answer metrics = ask("GET /metrics", "");
        assertEquals(200, metrics.status());
        assertTrue(metrics.body().contains("\ndwp_requests_total{"), metrics.body());
    }

    @Test
    @DisplayName("PROTOCOL §8: a Content-Encoding is 415, naming it; identity is none")
    void refusesEncodedBodies() throws IOException {
        RawHttp.Answer answer = rpc("Content-Encoding: identity, gzip\n", "{\"method\":\"stats\"}");
        assertEquals(415, answer.status());
        assertTrue(answer.frame().at("/error/message").asText().contains("'gzip'"));
        assertEquals(
                200,
                rpc("Content-Encoding: identity\n", "{\"id\":\"1\",\"type\":\"ping\"}")
                        .status());
    }

    @Test
    @DisplayName("PROTOCOL §2: a byte order mark before an RPC body is skipped; the answer ends its line")
    void skipsAByteOrderMark() throws IOException {
        RawHttp.Answer answer = rpc("", "\u00ef\u00bb\u00bf{\"id\":\"1\",\"type\":\"ping\"}");
        assertEquals(200, answer.status());
        assertTrue(answer.body().endsWith("}\n"), answer.body());
    }

    @Test
    @DisplayName("PROTOCOL §4.1: a 401 on SSE says how SSE takes tokens")
    void saysHowAnEventStreamTakesItsToken() throws IOException {
        RawHttp.Answer answer = ask("GET /dwp/sse?channel=jobs", "");
        assertEquals(401, answer.status());
        String message = answer.frame().at("/error/message").asText();
        assertTrue(message.contains("in the query as 'token'") && !message.contains("frame"), message);
    }

    @Test
    @DisplayName("A person who opens the server's root sees what is there: the console in a browser, text elsewhere")
    void showsAPageAtItsRoot() throws IOException {
        RawHttp.Answer text = ask("GET /", "");
        assertEquals(200, text.status());
        assertTrue(text.body().contains("POST /dwp/rpc"), text.body());
        RawHttp.Answer page = ask("GET /", "Accept: text/html,*/*\n");
        assertEquals(302, page.status());
        assertEquals("console/", page.header("Location"));
    }

    @ParameterizedTest
    @CsvSource({"x:80,http://x,426", "x,http://x:80,426", "x,https://x,403", "127.0.0.1:9,http://localhost:9,426"})
    @DisplayName("RFC 6454 §4: a page of the server's own origin may call, whichever way port and machine are spelled")
    void knowsItsOwnOrigin(String host, String origin, int status) throws IOException {
        String request = "GET /dwp HTTP/1.1\r\nHost: %s\r\nOrigin: %s\r\n\r\n".formatted(host, origin);
        assertEquals(status, RawHttp.ask(server.uri(), request).status());
    }

    @Test
    @DisplayName("RFC 9112 §3.2.2: the host of an absolute target goes before the Host field")
    void takesTheHostOfAnAbsoluteTarget() throws IOException {
        String request = "GET http://y/dwp HTTP/1.1\r\nHost: x\r\nOrigin: http://%s\r\n\r\n";
        assertEquals(426, RawHttp.ask(server.uri(), request.formatted("y")).status());
        assertEquals(403, RawHttp.ask(server.uri(), request.formatted("x")).status());
    }

    private static RawHttp.Answer rpc(String headers, String body) throws IOException {
        return ask("POST /dwp/rpc", headers + "Content-Length: " + body.length() + "\n", body);
    }

    private static RawHttp.Answer ask(String requestLine, String headers) throws IOException {
        return ask(requestLine, headers, "");
    }

    private static RawHttp.Answer ask(String requestLine, String headers, String body) throws IOException {
        String head = requestLine + " HTTP/1.1\nHost: " + host() + "\n" + headers + "\n";
        return RawHttp.ask(server.uri(), head.replace("\n", "\r\n") + body);
    }

    private static String host() {
        return server.uri().getAuthority();
    }
}
