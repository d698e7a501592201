package dev.dwp.http.websocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.Headers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 6455 §4.2")
class HandshakeTest {
    private final Map<String, List<String>> fields = new HashMap<>(Map.of(
            "Host", List.of("server.example.com"),
            "Upgrade", List.of("websocket"),
            "Connection", List.of("Upgrade"),
            "Sec-WebSocket-Key", List.of("dGhlIHNhbXBsZSBub25jZQ=="),
            "Sec-WebSocket-Version", List.of("13")));

    @Test
    void acceptsTheRfcsRequestWithTheRfcsKey() {
        Handshake.Accepted accepted = accepted();
        assertEquals(
                Map.of(
                        "Upgrade", "websocket",
                        "Connection", "Upgrade",
                        "Sec-WebSocket-Accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="),
                accepted.headers());
        assertFalse(accepted.deflate());
    }

    @Test
    void readsTheJdksHeaders() {
        Headers headers = new Headers();
        fields.forEach(headers::put);
        assertInstanceOf(Handshake.Accepted.class, Handshake.of("GET", "HTTP/1.1", headers, true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"upgrade", "keep-alive, Upgrade", "UPGRADE ,close", "a,,upgrade"})
    void findsTheTokenInAnyListOfConnectionOptions(String connection) {
        fields.put("Connection", List.of(connection));
        accepted();
    }

    @Test
    void findsTokensOnAnyLineOfAField() {
        fields.put("connection", List.of("keep-alive", "upgrade"));
        fields.put("upgrade", List.of("h2c", "WebSocket"));
        accepted();
    }

    @Test
    void selectsNoSubprotocol() {
        fields.put("Sec-WebSocket-Protocol", List.of("chat, superchat"));
        assertFalse(accepted().headers().containsKey("Sec-WebSocket-Protocol"));
    }

    @Test
    void answersAPlainGetWithWhatToUpgradeTo() {
        for (String missing : List.of("Upgrade", "Connection")) {
            Map<String, List<String>> plain = new HashMap<>(fields);
            plain.remove(missing);
            Handshake.Refused refused =
                    assertInstanceOf(Handshake.Refused.class, Handshake.of("GET", "HTTP/1.1", plain, false));
            assertEquals(426, refused.status());
            assertEquals("websocket", refused.headers().get("Upgrade"));
        }
    }

    @Test
    @DisplayName("RFC 6455 §4.4")
    void namesItsVersionToAClientOfAnother() {
        for (List<String> versions : List.of(List.of("8"), List.of("13, 8"), List.of("13", "13"), List.<String>of())) {
            fields.put("Sec-WebSocket-Version", versions);
            Handshake.Refused refused = refused(426);
            assertEquals("13", refused.headers().get("Sec-WebSocket-Version"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "short",
                "dGhlIHNhbXBsZSBub25jZQ",
                "dGhlIHNhbXBsZSBub25jZSE=",
                "dGhlIHNhbXBsZSBub25j!Q==",
                "dGhlIHNhbXBsZSBub25jZTEyMzQ1"
            })
    void refusesAKeyThatIsNotSixteenOctets(String key) {
        fields.put("Sec-WebSocket-Key", List.of(key));
        refused(400);
    }

    @Test
    void refusesNoKeyAndTwo() {
        fields.put("Sec-WebSocket-Key", List.of("dGhlIHNhbXBsZSBub25jZQ==", "dGhlIHNhbXBsZSBub25jZQ=="));
        refused(400);
        fields.remove("Sec-WebSocket-Key");
        refused(400);
    }

    @Test
    void refusesAnotherMethodAnOlderHttpAndABody() {
        assertEquals(405, status(Handshake.of("POST", "HTTP/1.1", fields, false)));
        assertEquals(400, status(Handshake.of("GET", "HTTP/1.0", fields, false)));
        fields.put("Content-Length", List.of("0"));
        accepted();
        fields.put("Content-Length", List.of("3"));
        refused(400);
        fields.remove("Content-Length");
        fields.put("Transfer-Encoding", List.of("chunked"));
        refused(400);
    }

    @Test
    @DisplayName("RFC 7692 §7.1")
    void agreesOnCompressionOnlyWhenBothWantIt() {
        fields.put("Sec-WebSocket-Extensions", List.of("permessage-deflate; client_max_window_bits"));
        assertFalse(accepted().deflate());
        Handshake.Accepted accepted =
                assertInstanceOf(Handshake.Accepted.class, Handshake.of("GET", "HTTP/1.1", fields, true));
        assertTrue(accepted.deflate());
        assertEquals(
                "permessage-deflate; server_no_context_takeover; client_no_context_takeover",
                accepted.headers().get("Sec-WebSocket-Extensions"));
    }

    private Handshake.Accepted accepted() {
        return assertInstanceOf(Handshake.Accepted.class, Handshake.of("GET", "HTTP/1.1", fields, false));
    }

    private Handshake.Refused refused(int status) {
        Handshake.Refused refused =
                assertInstanceOf(Handshake.Refused.class, Handshake.of("GET", "HTTP/1.1", fields, false));
        assertEquals(status, refused.status());
        return refused;
    }

    private static int status(Handshake handshake) {
        return assertInstanceOf(Handshake.Refused.class, handshake).status();
    }
}
