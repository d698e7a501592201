package dev.dwp.http.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dwp.domain.frame.Frame;
import dev.dwp.domain.frame.Value;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("PROTOCOL §2: at most 64 levels, the frame being the first")
class NestingTest {
    private static final String REFUSED = "The frame is nested too deeply; 64 levels are allowed.";

    @ParameterizedTest
    @EnumSource
    @DisplayName("63 arrays fit a frame, 64 do not")
    void arrays(Format format) {
        Wire.decode(format, request("[", "]", 63));
        assertEquals(REFUSED, Wire.refused(format, request("[", "]", 64)).getMessage());
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("63 objects fit a frame, 64 do not")
    void objects(Format format) {
        Wire.decode(format, request("{\"a\":", "}", 62).replace(":}", ":{}}"));
        assertEquals(
                REFUSED,
                Wire.refused(format, request("{\"a\":", "}", 63).replace(":}", ":{}}"))
                        .getMessage());
    }

    @Test
    @DisplayName("levels without end are refused, not run into")
    void withoutEnd() {
        assertEquals(
                REFUSED,
                Wire.refused(Format.JSON, Wire.utf8("{\"a\":" + "[".repeat(1_000_000)))
                        .getMessage());
        assertEquals(
                REFUSED,
                Wire.refused(Format.JSON, Wire.utf8("{\"a\":".repeat(200_000))).getMessage());
        assertEquals(
                REFUSED,
                Wire.refused(Format.MSGPACK, Wire.hex("81 a161" + "91".repeat(1_000_000)))
                        .getMessage());
        assertEquals(
                REFUSED,
                Wire.refused(Format.MSGPACK, Wire.hex("81a161".repeat(300_000))).getMessage());
    }

    @Test
    @DisplayName("JSON held by binary data counts from where it is")
    void withinBinary() {
        byte[] fits = held("[".repeat(63) + "]".repeat(63));
        Value data = ((Frame.Request) Wire.decode(Format.MSGPACK, fits)).data();
        assertEquals(63, depth(data));
        String tooDeep = "[".repeat(64) + "]".repeat(64);
        assertEquals(Value.of(tooDeep), ((Frame.Request) Wire.decode(Format.MSGPACK, held(tooDeep))).data());
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("what is written is bounded too, far beyond what is read")
    void encoding(Format format) {
        FrameCodec codec = Wire.CODECS.of(format);
        assertEquals(Frame.Event.class, eventOf(100).getClass());
        assertEquals(true, codec.encode(eventOf(900)).length > 900);
        assertThrows(UncheckedIOException.class, () -> codec.encode(eventOf(1_001)));
        assertThrows(UncheckedIOException.class, () -> codec.encode(eventOf(100_000)));
    }

    private static Frame eventOf(int levels) {
        Value value = Value.NULL;
        for (int i = 0; i < levels; i++) {
            value = new Value.Array(List.of(value));
        }
        return new Frame.Event("evt-1", "jobs", value, null);
    }

    private static byte[] held(String json) {
        byte[] octets = Wire.utf8(json);
        return Wire.packed(out -> {
            out.packMapHeader(2).packString("method").packString("x").packString("data");
            out.packBinaryHeader(octets.length).writePayload(octets);
        });
    }

    private static int depth(Value value) {
        return value instanceof Value.Array array
                ? 1 + array.items().stream().mapToInt(NestingTest::depth).max().orElse(0)
                : 0;
    }

    private static String request(String open, String close, int levels) {
        return "{\"method\": \"x\", \"data\": " + open.repeat(levels) + close.repeat(levels) + "}";
    }
}
