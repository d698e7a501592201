package dev.dwp.http.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.domain.frame.ErrorCode;
import dev.dwp.domain.frame.Frame;
import dev.dwp.domain.frame.Value;
import java.nio.charset.Charset;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("PROTOCOL §3: JSON is RFC 8259, in UTF-8, and nothing else")
class JsonSyntaxTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "01",
                "-",
                "-01",
                "1.",
                ".5",
                "+1",
                "1e",
                "1e+",
                "0x1F",
                "NaN",
                "Infinity",
                "-Infinity",
                "1_000",
                "'a'",
                "\"a",
                "\"\\x\"",
                "\"\\u12\"",
                "\"a\nb\"",
                "\"\t\"",
                "\"\u0000\"",
                "True",
                "nul",
                "undefined",
                "[1,]",
                "[,1]",
                "[1 2]",
                "{\"a\":1,}",
                "{a:1}",
                "{'a':1}",
                "{\"a\"}",
                "{\"a\":}",
                "{1:2}",
                "[1}",
                "{\"a\":1]",
                "/* a */ 1",
                "1 // a",
                "1 # a",
                "\u00a01",
                "\u000b1",
                "\u001e1",
                "\uFEFF1",
                "\u00001",
                "}",
                ""
            })
    @DisplayName("what JSON does not allow is refused, with the place")
    void refused(String value) {
        String refused = Wire.refused(Format.JSON, Wire.utf8("{\"id\": \"1\", \"data\": %s}".formatted(value)))
                .getMessage();
        assertTrue(refused.startsWith("This is not JSON at line 1, column "), refused);
        assertFalse(refused.contains("Jackson"), refused);
    }

    @Test
    @DisplayName("white space is that of JSON")
    void whiteSpace() {
        assertEquals(
                new Frame.Ping("1", null),
                Wire.decode(
                        Format.JSON,
                        Wire.utf8("\r\n\t {\r\n\t \"id\" \r\n\t:\r\n\t \"1\" , \"type\":\"ping\" }\r\n\t ")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\n"})
    @DisplayName("an empty frame is said to be empty")
    void empty(String frame) {
        assertEquals(
                "The frame is empty.",
                Wire.refused(Format.JSON, Wire.utf8(frame)).getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "1", "[]", "null", "\"\""})
    @DisplayName("one frame is one value: what follows is refused")
    void trailingContent(String rest) {
        String message = "There is more after the end of the frame; send one frame at a time.";
        UndecodableFrame refused = Wire.refused(Format.JSON, Wire.utf8("{\"id\": \"1\", \"type\": \"ping\"} " + rest));
        assertEquals(message, refused.getMessage());
        assertEquals("1", refused.id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", ",", "]", "x", "\uFEFF"})
    @DisplayName("also what follows and is no value")
    void trailingRubbish(String rest) {
        Wire.refused(Format.JSON, Wire.utf8("{\"id\": \"1\", \"type\": \"ping\"}" + rest));
    }

    @Test
    @DisplayName("other encodings of Unicode are not detected")
    void otherEncodings() {
        String frame = "{\"type\": \"ping\"}";
        for (String charset : new String[] {"UTF-16BE", "UTF-16LE", "UTF-16", "UTF-32BE", "UTF-32LE"}) {
            Wire.refused(Format.JSON, frame.getBytes(Charset.forName(charset)));
        }
    }

    @Test
    @DisplayName("every prefix of a frame is refused as 400")
    void prefixes() {
        byte[] frame = Wire.utf8("{\"id\":\"é\",\"type\":\"ping\",\"ts\":[1.5e3,true,null,{\"a\":\"\\u00e9\"}]}");
        Wire.decode(Format.JSON, frame);
        for (int length = 0; length < frame.length; length++) {
            UndecodableFrame refused = Wire.refused(Format.JSON, Arrays.copyOf(frame, length));
            assertEquals(ErrorCode.BAD_REQUEST, refused.refusal().code());
        }
    }

    @Test
    @DisplayName("names of a client's are not interned")
    void namesAreNotInterned() {
        String name = "name-" + System.nanoTime();
        Value.Struct struct = (Value.Struct) Wire.value("{\"%s\": 1}".formatted(name));
        String read = struct.members().keySet().iterator().next();
        assertEquals(name, read);
        assertNotSame(read, name.intern());
    }
}
