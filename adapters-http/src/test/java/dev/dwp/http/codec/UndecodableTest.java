package dev.dwp.http.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dwp.domain.frame.ErrorCode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("PROTOCOL §8: a malformed frame is 400, with its id where one could be read")
class UndecodableTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\": \"7\", \"type\": \"nonsense\"}",
                "{\"id\": \"7\"}",
                "{\"type\": \"nonsense\", \"id\": \"7\"}",
                "{\"id\": \"7\", \"method\": 5}",
                "{\"id\": \"7\", \"credits\": -1, \"type\": \"request\"}",
                "{\"id\": 7}",
                "{\"id\": \"6\", \"id\": \"7\"}"
            })
    @DisplayName("the id of what is JSON but no frame")
    void noFrame(String frame) {
        assertId("7", Format.JSON, Wire.utf8(frame));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\": \"7\", \"data\": {\"id\": \"8\", ]",
                "{\"id\": \"7\", \"type\": \"ping\"",
                "{\"id\": \"7\" \"type\": \"ping\"}",
                "{\"id\": \"7\", \"type\": \"ping\"} {\"id\": \"8\"}",
                "{\"id\": \"7\", \"data\": [[[\"\\ud800\"]]]}",
                "{\"id\": \"7\", \"data\": 1e99999}"
            })
    @DisplayName("the id before what is no JSON")
    void noJson(String frame) {
        assertId("7", Format.JSON, Wire.utf8(frame));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\": \"ping\", ",
                "{]\"id\": \"7\"}",
                "[{\"id\": \"7\"}]",
                "{\"data\": {\"id\": \"7\"}}",
                "{\"id\": null}",
                "{\"id\": {}}",
                "{\"id\": \"7\", \"id\": []}",
                "\"id\"",
                "{\"id\": \"7"
            })
    @DisplayName("no id where none could be read")
    void noId(String frame) {
        assertId(null, Format.JSON, Wire.utf8(frame));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "82 a2 6964 a1 37 a4 74797065", // ends before a value
                "82 a2 6964 a1 37 a4 74797065 c1", // a byte that msgpack does not use
                "82 a2 6964 a1 37 a4 74797065 a9 70", // a text that is cut
                "82 a2 6964 a1 37 01 02", // a name that is no text
                "82 a2 6964 a1 37 a1 78 dd 7fffffff", // an array longer than the frame
                "82 a2 6964 a1 37 a1 78 d4 05 00", // an extension that is not known
                "81 a2 6964 a1 37 c0", // more after the end
                "81 a2 6964 07" // nothing but an id
            })
    @DisplayName("the id before what is no msgpack")
    void noMsgpack(String hex) {
        assertId("7", Format.MSGPACK, Wire.hex(hex));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "c1",
                "c0",
                "90",
                "80",
                "a2 6964",
                "81",
                "81 a2 6964",
                "df ffffffff",
                "df 7fffffff",
                "81 a2 6964 80"
            })
    @DisplayName("no id where none could be read in msgpack")
    void noIdInMsgpack(String hex) {
        assertId(null, Format.MSGPACK, Wire.hex(hex));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("an id that is too long to be one is none")
    void longId(Format format) {
        assertId(null, format, Wire.in(format, "{\"id\": \"%s\"}".formatted("x".repeat(129))));
    }

    private static void assertId(String id, Format format, byte[] frame) {
        UndecodableFrame refused = Wire.refused(format, frame);
        assertEquals(id, refused.id());
        assertEquals(ErrorCode.BAD_REQUEST, refused.refusal().code());
    }
}
