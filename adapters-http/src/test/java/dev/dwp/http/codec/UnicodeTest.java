package dev.dwp.http.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dwp.domain.frame.ErrorBody;
import dev.dwp.domain.frame.ErrorCode;
import dev.dwp.domain.frame.Frame;
import dev.dwp.domain.frame.Value;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("PROTOCOL §2: texts are any Unicode, and nothing else")
class UnicodeTest {
    @Test
    @DisplayName("every character is read as it was written, in both formats")
    void everyCharacter() {
        StringBuilder all = new StringBuilder();
        for (int point = 0; point <= Character.MAX_CODE_POINT; point += point < 0x3000 ? 1 : 97) {
            if (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE) {
                all.appendCodePoint(point);
            }
        }
        Value data = Value.struct().put(all.toString(), all.toString()).build();
        Frame frame = new Frame.Event("evt-1", all.toString(), data, null);
        for (Format format : Format.values()) {
            assertEquals(frame, Wire.decode(format, Wire.CODECS.of(format).encode(frame)));
        }
    }

    @Test
    @DisplayName("escapes are read, pairs of surrogates as one character")
    void escapes() {
        assertEquals("\" \\ / \b\f\n\r\t\u0000é😀", text("\\\" \\\\ \\/ \\b\\f\\n\\r\\t\\u0000\\u00e9\\uD83D\\ude00"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\ud800",
                "\\udc00",
                "\\ud800x",
                "x\\udfff",
                "\\ud800\\ud800\\udc00",
                "\\udc00\\ud800",
                "\\ud800\\n"
            })
    @DisplayName("a lone surrogate is 400, in texts and in names")
    void loneSurrogates(String text) {
        String message = "A text has a surrogate without its other half; use valid Unicode.";
        String texts = "{\"id\": \"1\", \"method\": \"x\", \"data\": [\"%s\"]}".formatted(text);
        assertRefused(Format.JSON, Wire.utf8(texts), message);
        for (String name : new String[] {"{\"id\": \"1\", \"%s\": 1}", "{\"id\": \"1\", \"data\": [{\"%s\": 1}]}"}) {
            UndecodableFrame refused = Wire.refused(Format.JSON, Wire.utf8(name.replace("%s", text)));
            assertEquals(ErrorCode.BAD_REQUEST, refused.refusal().code());
            assertEquals("1", refused.id());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "80", // a continuation alone
                "c3", // cut
                "c3 28", // no continuation
                "c0 80", // NUL in two bytes
                "c1 bf", // overlong
                "e0 80 80", // overlong
                "e0 9f bf", // overlong
                "ed a0 80", // a surrogate
                "ed a0 bd ed b8 80", // a pair of them
                "f0 80 80 80", // overlong
                "f0 8f bf bf", // overlong
                "f4 90 80 80", // past U+10FFFF
                "f5 80 80 80",
                "f8 88 80 80 80",
                "fe",
                "ff"
            })
    @DisplayName("invalid UTF-8 is 400, in texts and in names")
    void invalidUtf8(String hex) {
        byte[] octets = Wire.hex(hex);
        assertRefused(
                Format.JSON,
                around("{\"id\": \"1\", \"method\": \"x\", \"data\": \"", octets, "\"}"),
                "A text is not valid UTF-8.");
        assertRefused(Format.JSON, around("{\"id\": \"1\", \"", octets, "\": 1}"), "A text is not valid UTF-8.");
        byte[] packedText = Wire.packed(out -> {
            out.packMapHeader(2).packString("id").packString("1").packString("data");
            out.packRawStringHeader(octets.length).writePayload(octets);
        });
        assertRefused(Format.MSGPACK, packedText, "A text is not valid UTF-8.");
        byte[] packedName = Wire.packed(out -> {
            out.packMapHeader(2).packString("id").packString("1").packRawStringHeader(octets.length);
            out.writePayload(octets).packNil();
        });
        assertRefused(Format.MSGPACK, packedName, "A text is not valid UTF-8.");
    }

    @Test
    @DisplayName("a replacement character that was sent is one")
    void replacementCharacter() {
        for (Format format : Format.values()) {
            Frame frame = new Frame.Ping("\uFFFD and \uFFFD", null);
            assertEquals(frame, Wire.decode(format, Wire.CODECS.of(format).encode(frame)));
        }
    }

    /** An exception's message may be anything, and must not cost the frame that tells of it. */
    @Property(tries = 300)
    @Label("§2: what is sent is Unicode whatever this side put into it")
    void whatIsSentIsUnicode(@ForAll char[] chars, @ForAll boolean doubled) {
        String text = "\uD800" + new String(chars) + (doubled ? "\uDC00\uDC00" : "");
        String repaired = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        Value data = Value.struct().put(text, text).build();
        Value expected = Value.struct().put(repaired, repaired).build();
        for (Format format : Format.values()) {
            assertEquals(
                    new Frame.Event("1", repaired, expected, null),
                    Wire.decode(format, Wire.CODECS.of(format).encode(new Frame.Event("1", text, data, null))));
        }
    }

    /** Texts of few letters, so that halves of surrogates meet each other and what looks like their escapes. */
    @Property(tries = 500)
    @Label("§2: what is Unicode is sent as it is, and of the rest only what is not is replaced")
    void whatLooksLikeSurrogates(@ForAll @Chars({'\uD83D', '\uDE00', '\\', 'u', 'd', 'D', '8', 'é', '"'}) String text) {
        String repaired = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        Frame expected =
                new Frame.Event("1", "x", Value.struct().put("text", repaired).build(), null);
        Frame event = new Frame.Event("1", "x", Value.struct().put("text", text).build(), null);
        for (Format format : Format.values()) {
            assertEquals(expected, Wire.decode(format, Wire.CODECS.of(format).encode(event)));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\\ud800", "\\uD83D\\uDE00", "\\\\ud800", "C:\\users\\udo", "\\u", "\\ud", "😀", "😀\\ud83d"})
    @DisplayName("§2: a text that spells an escape of JSON stays that text, in texts and in names")
    void spelledEscapes(String text) {
        Value data = Value.struct().put(text, text).build();
        Frame event = new Frame.Event("1", text, data, null);
        for (Format format : Format.values()) {
            assertEquals(event, Wire.decode(format, Wire.CODECS.of(format).encode(event)));
        }
    }

    @Test
    @DisplayName("§2: a long text of this side that is no Unicode is sent too")
    void longTexts() {
        String text = "é".repeat(20_000) + "\uD800";
        Frame failure = new Frame.Failure("1", null, new ErrorBody(500, text, null), null, null);
        for (Format format : Format.values()) {
            Frame.Failure read =
                    (Frame.Failure) Wire.decode(format, Wire.CODECS.of(format).encode(failure));
            assertEquals("é".repeat(20_000) + "?", read.error().message());
        }
    }

    private static String text(String escaped) {
        Frame frame = Wire.decode(Format.JSON, Wire.utf8("{\"method\": \"x\", \"data\": \"%s\"}".formatted(escaped)));
        return ((Value.Text) ((Frame.Request) frame).data()).value();
    }

    private static byte[] around(String before, byte[] octets, String after) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(Wire.utf8(before));
        all.writeBytes(octets);
        all.writeBytes(Wire.utf8(after));
        return all.toByteArray();
    }

    private static void assertRefused(Format format, byte[] frame, String message) {
        UndecodableFrame refused = Wire.refused(format, frame);
        assertEquals(message, refused.getMessage());
        assertEquals(ErrorCode.BAD_REQUEST, refused.refusal().code());
        assertEquals("1", refused.id());
    }
}
