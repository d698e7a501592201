package dev.dwp.http.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.domain.frame.ErrorCode;
import dev.dwp.domain.frame.Refusal;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("PROTOCOL §3: formats and their names")
class FormatTest {
    @Test
    @DisplayName("the auth frame names a format")
    void named() {
        assertEquals(Format.JSON, Format.named("json"));
        assertEquals(Format.MSGPACK, Format.named("msgpack"));
        for (Format format : Format.values()) {
            assertEquals(format, Format.named(format.wireName()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "JSON", "cbor", "application/json"})
    @DisplayName("an unsupported format is 400 naming the supported ones")
    void unsupported(String name) {
        assertRefused(() -> Format.named(name));
    }

    @ParameterizedTest
    @CsvSource({
        "application/json, JSON",
        "Application/JSON; charset=utf-8, JSON",
        "application/msgpack, MSGPACK",
        "application/x-msgpack, MSGPACK",
        "application/vnd.msgpack, MSGPACK",
        "' application/msgpack ; x=y', MSGPACK",
        "application/x-www-form-urlencoded, JSON"
    })
    @DisplayName("a request's content type chooses")
    void contentType(String type, Format format) {
        assertEquals(format, Format.ofContentType(type));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " "})
    @DisplayName("no content type is JSON")
    void noContentType(String type) {
        assertEquals(Format.JSON, Format.ofContentType(type));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/cbor", "application/jsonp", "json", ";", "application/*"})
    @DisplayName("another content type is 400 naming the supported ones")
    void unsupportedContentType(String type) {
        assertRefused(() -> Format.ofContentType(type));
    }

    @ParameterizedTest
    @CsvSource({
        "application/json, JSON, JSON",
        "application/json, MSGPACK, JSON",
        "application/msgpack, JSON, MSGPACK",
        "application/x-msgpack, JSON, MSGPACK",
        "*/*, JSON, JSON",
        "*/*, MSGPACK, MSGPACK",
        "application/*, MSGPACK, MSGPACK",
        "'application/json, text/plain, */*', MSGPACK, MSGPACK",
        "'application/json;q=0.5, application/msgpack', JSON, MSGPACK",
        "'application/json;q=0.5, application/msgpack;q=0.4', MSGPACK, JSON",
        "'application/msgpack;q=0, */*', MSGPACK, JSON",
        "'*/*;q=0.1, application/json;q=0.2', MSGPACK, JSON",
        "'text/html, application/*;q=0.1', MSGPACK, MSGPACK",
        "'application/json;q=rubbish', MSGPACK, JSON"
    })
    @DisplayName("Accept chooses the answer's, the request's own among equals")
    void accept(String accept, Format mirrored, Format expected) {
        assertEquals(expected, Format.accepted(accept, mirrored));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  "})
    @DisplayName("without Accept the answer mirrors the request")
    void noAccept(String accept) {
        assertEquals(Format.MSGPACK, Format.accepted(accept, Format.MSGPACK));
        assertEquals(Format.JSON, Format.accepted(accept, Format.JSON));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/json;q=0", "*/*;q=0", ",", "application/json;q=0.000"})
    @DisplayName("an Accept that allows neither is 400 naming the supported ones")
    void unacceptable(String accept) {
        assertRefused(() -> Format.accepted(accept, Format.JSON));
    }

    private static void assertRefused(Executable action) {
        Refusal refusal = assertThrows(Refusal.class, action);
        assertEquals(ErrorCode.BAD_REQUEST, refusal.code());
        String said = refusal.body().message();
        assertTrue(said.contains("json") && said.contains("msgpack"), said);
    }
}
