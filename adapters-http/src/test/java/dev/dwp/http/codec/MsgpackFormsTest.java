package dev.dwp.http.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.domain.frame.Frame;
import dev.dwp.domain.frame.Value;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("PROTOCOL §3: msgpack, as it is written and as clients write it")
class MsgpackFormsTest {
    @Test
    @DisplayName("data is native msgpack")
    void nativeData() {
        Value data = Value.struct().put("a", 5).put("b", true).build();
        assertArrayEquals(
                Wire.hex("84 a2 6964 a1 31 a4 74797065 a8 726573706f6e7365 a9 636f7272656c5f6964 a1 32"
                        + "a4 64617461 82 a1 61 05 a1 62 c3"),
                Wire.CODECS.of(Format.MSGPACK).encode(new Frame.Response("1", "2", data, List.of(), null)));
    }

    @Test
    @DisplayName("must tolerate: data as binary that holds JSON")
    void binaryData() {
        assertEquals(Wire.value("{\"a\": [1.50, \"é\"]}"), data(bin("{\"a\": [1.50, \"é\"]}")));
        assertEquals(Value.of(5), data(bin(" 5 ")));
        assertEquals(Value.of("x"), data(bin("\"x\"")));
    }

    @Test
    @DisplayName("must tolerate: data as text that holds JSON stays as sent until something typed reads it")
    void textData() {
        assertEquals(Value.of("{\"a\": 1}"), data(Wire.packed(out -> out.packString("{\"a\": 1}"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"payload", "input"})
    @DisplayName("must tolerate: payload and input as binary that holds JSON")
    void binaryPayload(String name) {
        assertEquals(Wire.value("{\"%s\": {\"a\": 1}}".formatted(name)), data(struct(name, bin("{\"a\": 1}"))));
    }

    @Test
    @DisplayName("binary that holds no JSON is its text, or base64 where it is none")
    void binaryThatHoldsNoJson() {
        assertEquals(Value.of("{\"a\": "), data(bin("{\"a\": ")));
        assertEquals(Value.of("é"), data(bin("é")));
        assertEquals(Value.of(""), data(bin("")));
        assertEquals(Value.of("/wA="), data(Wire.hex("c4 02 ff00")));
        assertEquals(Value.of("[\"\\ud800\"]"), data(bin("[\"\\ud800\"]")));
    }

    @Test
    @DisplayName("binary elsewhere is what it is, whatever it holds")
    void binaryElsewhere() {
        assertEquals(Wire.value("{\"image\": \"5\"}"), data(struct("image", bin("5"))));
        assertEquals(
                Wire.value("{\"payload\": {\"data\": \"5\", \"payload\": \"[]\"}}"),
                data(struct("payload", Wire.packed(out -> {
                    out.packMapHeader(2).packString("data").packBinaryHeader(1).writePayload(Wire.utf8("5"));
                    out.packString("payload").packBinaryHeader(2).writePayload(Wire.utf8("[]"));
                }))));
        Frame.Request request = (Frame.Request) Wire.decode(Format.MSGPACK, Wire.packed(out -> {
            out.packMapHeader(2).packString("id").packBinaryHeader(2).writePayload(Wire.utf8("42"));
            out.packString("method").packBinaryHeader(5).writePayload(Wire.utf8("stats"));
        }));
        assertEquals(Frame.Request.of("42", "stats", null), request);
    }

    @ParameterizedTest
    @CsvSource({"d4 05 00, 5", "c7 03 80 010203, -128", "d8 01 00000000000000000000000000000000, 1", "c7 00 07, 7"})
    @DisplayName("an extension that is not known is refused by its number")
    void extensions(String hex, String type) {
        String said = refusedData(Wire.hex(hex));
        assertEquals("The msgpack extension type %s is not known; only timestamps (-1) are.".formatted(type), said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"c7 00 ff", "d4 ff 00", "d5 ff 0000", "d8 ff 00000000000000000000000000000000"})
    @DisplayName("a timestamp has 4, 8 or 12 bytes")
    void timestampLengths(String hex) {
        String said = refusedData(Wire.hex(hex));
        assertTrue(said.startsWith("A msgpack timestamp has 4, 8 or 12 bytes"), said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"81 01 02", "81 c0 02", "81 c4 01 61 02", "81 90 02", "81 cb 0000000000000000 02"})
    @DisplayName("a map's keys are texts")
    void keys(String hex) {
        assertEquals("A map's keys must be texts.", refusedData(Wire.hex(hex)));
    }

    @Test
    @DisplayName("every prefix of a frame is refused")
    void prefixes() {
        byte[] frame =
                Wire.in(Format.MSGPACK, "{\"id\":\"1\",\"type\":\"ping\",\"ts\":[1.5,70000,true,null,{\"a\":\"é\"}]}");
        Wire.decode(Format.MSGPACK, frame);
        for (int length = 0; length < frame.length; length++) {
            Wire.refused(Format.MSGPACK, Arrays.copyOf(frame, length));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "db ffffffff",
                "db 7fffffff",
                "da ffff",
                "d9 ff",
                "c6 ffffffff",
                "c6 7fffffff",
                "c9 7fffffff ff",
                "c9 ffffffff ff",
                "dd ffffffff",
                "dd 7fffffff",
                "dc ffff",
                "df ffffffff",
                "df 7fffffff",
                "df 3fffffff",
                "de ffff"
            })
    @DisplayName("a length past the end of the frame is refused before room is made for it")
    void declaredLengths(String hex) {
        String said = refusedData(Wire.hex(hex));
        assertTrue(said.equals("The msgpack frame ends too early.") || said.equals("This is not msgpack."), said);
    }

    private static String refusedData(byte[] data) {
        return Wire.refused(Format.MSGPACK, request(data)).getMessage();
    }

    private static Value data(byte[] data) {
        return ((Frame.Request) Wire.decode(Format.MSGPACK, request(data))).data();
    }

    private static byte[] request(byte[] data) {
        return Wire.packed(out -> {
            out.packMapHeader(2).packString("method").packString("x").packString("data");
            out.writePayload(data);
        });
    }

    private static byte[] struct(String name, byte[] value) {
        return Wire.packed(out -> out.packMapHeader(1).packString(name).writePayload(value));
    }

    private static byte[] bin(String text) {
        byte[] octets = Wire.utf8(text);
        return Wire.packed(out -> out.packBinaryHeader(octets.length).writePayload(octets));
    }
}
