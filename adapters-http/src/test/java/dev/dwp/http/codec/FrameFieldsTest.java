package dev.dwp.http.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.domain.frame.ErrorBody;
import dev.dwp.domain.frame.ErrorCode;
import dev.dwp.domain.frame.Frame;
import dev.dwp.domain.frame.Value;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("PROTOCOL §2: the fields of a frame, in both formats")
class FrameFieldsTest {
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @ParameterizedTest
    @EnumSource
    @DisplayName("a request carries everything that a request may carry")
    void aRequest(Format format) {
        assertEquals(
                new Frame.Request(
                        "1",
                        "job.get",
                        Value.struct().put("job_id", "job_1").build(),
                        new Frame.Context("t", "a", "o", "jobs", 5L, TRACE),
                        Value.of("2026-01-31T10:30:00Z")),
                Wire.decode(format, """
                        {"id": "1", "type": "request", "method": "job.get", "token": "t", "app_id": "a", "org_id": "o",
                         "data": {"job_id": "job_1"}, "channel": "jobs", "credits": 5, "traceparent": "%s",
                         "ts": "2026-01-31T10:30:00Z"}
                        """.formatted(TRACE)));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("each type of frame is read as what it is")
    void eachType(Format format) {
        assertEquals(new Frame.Ping("1", null), Wire.decode(format, "{\"id\": \"1\", \"type\": \"ping\"}"));
        assertEquals(
                new Frame.Pong("1", "2", null),
                Wire.decode(format, "{\"id\": \"1\", \"type\": \"pong\", \"correl_id\": \"2\"}"));
        assertEquals(
                new Frame.Event("evt-1", "jobs", Value.of(true), null),
                Wire.decode(format, "{\"id\": \"evt-1\", \"type\": \"event\", \"channel\": \"jobs\", \"data\": true}"));
        assertEquals(
                new Frame.Response("1", "2", Value.NULL, List.of(), null),
                Wire.decode(format, "{\"id\": \"1\", \"type\": \"response\", \"correl_id\": \"2\"}"));
        assertEquals(
                new Frame.Failure("1", null, new ErrorBody(410, "Old.", "evt-1"), "jobs", null),
                Wire.decode(format, """
                        {"id": "1", "type": "error", "error": {"code": 410, "message": "Old.", "details": "evt-1"},
                         "channel": "jobs"}
                        """));
        assertEquals(
                new Frame.CreditGrant("1", "jobs", 5, null),
                Wire.decode(format, "{\"id\": \"1\", \"type\": \"request\", \"credits\": 5, \"channel\": \"jobs\"}"));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("a frame without a type but with a method is a request")
    void noType(Format format) {
        assertEquals(Frame.Request.of(null, "stats", null), Wire.decode(format, "{\"method\": \"stats\"}"));
        assertEquals(
                Frame.Request.of(null, "stats", null), Wire.decode(format, "{\"method\": \"stats\", \"type\": null}"));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("unknown fields are ignored")
    void unknownFields(Format format) {
        assertEquals(
                new Frame.Ping("1", null),
                Wire.decode(format, "{\"x\": {\"id\": 3, \"type\": []}, \"id\": \"1\", \"type\": \"ping\", \"\": 1}"));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("an optional field that is null is absent")
    void nullIsAbsent(Format format) {
        assertEquals(Frame.Request.of(null, "stats", null), Wire.decode(format, """
                        {"id": null, "type": "request", "method": "stats", "token": null, "app_id": null, "org_id": null,
                         "data": null, "channel": null, "credits": null, "traceparent": null, "ts": null}
                        """));
    }

    @ParameterizedTest
    @MethodSource
    @DisplayName("a number as id is read as its text")
    void numbersAsIds(Format format, String number, String id) {
        assertEquals(
                id,
                Wire.decode(format, "{\"type\": \"ping\", \"id\": %s}".formatted(number))
                        .id());
    }

    static Stream<Arguments> numbersAsIds() {
        return Stream.of(Format.values())
                .flatMap(format -> Stream.of(
                        Arguments.of(format, "0", "0"),
                        Arguments.of(format, "-7", "-7"),
                        Arguments.of(format, "1.5", "1.5"),
                        Arguments.of(format, "9223372036854775807", "9223372036854775807"),
                        Arguments.of(format, "18446744073709551615", "18446744073709551615"),
                        Arguments.of(format, "184467440737095516150", "184467440737095516150")));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("an id has at most 128 characters, a correl_id too")
    void longIds(Format format) {
        String longest = "😀".repeat(128);
        assertEquals(
                longest,
                Wire.decode(format, "{\"type\": \"ping\", \"id\": \"%s\"}".formatted(longest))
                        .id());
        assertRefused(format, "{\"type\": \"ping\", \"id\": \"%sx\"}".formatted(longest), "'id' has 129 characters");
        assertRefused(
                format,
                "{\"type\": \"pong\", \"correl_id\": \"%sx\"}".formatted(longest),
                "'correl_id' has 129 characters");
        assertRefused(format, "{\"type\": \"ping\", \"id\": %s}".formatted("1".repeat(129)), "'id' has 129 characters");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("a field of another kind is refused by its name")
    void wrongKinds(Format format) {
        assertRefused(format, "{\"type\": \"ping\", \"id\": {}}", "'id' must be a text or a number.");
        assertRefused(format, "{\"type\": \"ping\", \"id\": true}", "'id' must be a text or a number.");
        assertRefused(format, "{\"type\": 1}", "'type' must be a text.");
        assertRefused(format, "{\"method\": []}", "'method' must be a text.");
        for (String field : new String[] {"token", "app_id", "org_id", "channel"}) {
            String message = "'%s' must be a text.".formatted(field);
            assertRefused(format, "{\"method\": \"stats\", \"%s\": 1}".formatted(field), message);
        }
        for (String credits : new String[] {"0", "-1", "1.5", "\"5\"", "9223372036854775808"}) {
            assertRefused(format, "{\"type\": \"request\", \"credits\": %s}".formatted(credits), "'credits' must be");
        }
        for (String code : new String[] {"null", "\"400\"", "4.5", "99999999999", "-99999999999"}) {
            String frame = "{\"type\": \"error\", \"error\": {\"code\": %s, \"message\": \"m\"}}".formatted(code);
            assertRefused(format, frame, "An error frame needs");
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("what is no frame is refused with what it lacks")
    void noFrames(Format format) {
        for (String value : new String[] {"null", "5", "\"x\"", "[]", "[{\"type\": \"ping\"}]"}) {
            assertRefused(format, value, "A frame must be an object.");
        }
        assertRefused(format, "{}", "A frame needs a 'type'");
        assertRefused(format, "{\"type\": \"request\"}", "A request needs a 'method'");
        assertRefused(format, "{\"type\": \"Ping\"}", "'Ping' is no frame type");
        assertRefused(format, "{\"type\": \"event\"}", "'channel' is missing.");
        assertRefused(format, "{\"type\": \"error\"}", "An error frame needs");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("a traceparent that is none is ignored")
    void rubbishInTraceparent(Format format) {
        for (String rubbish : new String[] {"5", "{}", "\"00-1-2-01\"", "\"" + "x".repeat(300) + "\""}) {
            String frame = "{\"method\": \"stats\", \"traceparent\": %s}".formatted(rubbish);
            Frame.Request request = assertInstanceOf(Frame.Request.class, Wire.decode(format, frame));
            assertNull(request.context().traceparent());
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("absent fields are omitted")
    void absentFieldsAreOmitted(Format format) {
        assertEquals(
                new String(Wire.in(format, "{\"type\":\"pong\"}"), ISO_8859_1),
                new String(Wire.CODECS.of(format).encode(new Frame.Pong(null, null, null)), ISO_8859_1));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("of a field given twice the last counts")
    void fieldsGivenTwice(Format format) {
        byte[] twice = switch (format) {
            case JSON -> Wire.utf8("{\"type\": \"pong\", \"id\": {}, \"type\": \"ping\", \"id\": \"2\"}");
            case MSGPACK ->
                Wire.packed(out -> {
                    out.packMapHeader(4)
                            .packString("type")
                            .packString("pong")
                            .packString("id")
                            .packMapHeader(0);
                    out.packString("type").packString("ping").packString("id").packString("2");
                });
        };
        assertEquals(new Frame.Ping("2", null), Wire.decode(format, twice));
    }

    private static void assertRefused(Format format, String frame, String message) {
        UndecodableFrame refused = Wire.refused(format, frame);
        assertEquals(ErrorCode.BAD_REQUEST, refused.refusal().code());
        String said = refused.refusal().body().message();
        assertTrue(said.startsWith(message), said);
    }
}
