package dev.dwp.domain.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the fields of PROTOCOL §2 may be. */
class EnvelopeFieldsTest {

    @ParameterizedTest
    @CsvSource({"request, Request", "response, Response", "error, Failure", "event, Event", "ping, Ping", "pong, Pong"})
    void theTypeSaysTheKind(String type, String kind) {
        Value.Struct error =
                Value.struct().put("code", 404).put("message", "Gone.").build();
        Value.Struct fields = Value.struct()
                .put("type", type)
                .put("method", "job.get")
                .put("channel", "jobs")
                .put("error", error)
                .build();
        assertEquals(kind, Envelope.read(fields).getClass().getSimpleName());
    }

    @Test
    void aMethodMakesARequestOfAFrameWithoutType() {
        assertEquals(
                Frame.Request.of(null, "stats", null),
                Envelope.read(Value.struct().put("method", "stats").build()));
    }

    @Test
    void creditsWithoutAMethodAreAGrant() {
        assertEquals(
                new Frame.CreditGrant(null, "jobs", 5, null),
                Envelope.read(Value.struct()
                        .put("type", "request")
                        .put("channel", "jobs")
                        .put("credits", 5)
                        .build()));
    }

    @Test
    void anotherTypeIsRefusedAndNotRepeatedInFull() {
        Refusal refusal = Refusals.of(
                () -> Envelope.read(Value.struct().put("type", "x".repeat(1000)).build()));
        assertEquals(400, refusal.body().code());
        assertTrue(refusal.body().message().length() < 200, refusal.body().message());
    }

    @Test
    void aFrameThatSaysNothingIsRefused() {
        Refusals.badRequest("type", () -> Envelope.read(Value.EMPTY));
        Refusals.badRequest(
                "method",
                () -> Envelope.read(Value.struct().put("type", "request").build()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "correl_id"})
    void aNumberAsIdIsItsText(String field) {
        assertEquals("7", idRead(field, Value.of(7)));
        assertEquals("-9223372036854775808", idRead(field, Value.of(Long.MIN_VALUE)));
        assertEquals("18446744073709551616", idRead(field, new Value.Decimal(new BigDecimal("18446744073709551616"))));
        assertEquals("1.50", idRead(field, new Value.Decimal(new BigDecimal("1.50"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "correl_id"})
    void anIdHasAtMost128Characters(String field) {
        assertEquals("x".repeat(128), idRead(field, Value.of("x".repeat(128))));
        Refusals.badRequest(field, () -> idRead(field, Value.of("x".repeat(129))));
        assertEquals("😀".repeat(128), idRead(field, Value.of("😀".repeat(128))));
        Refusals.badRequest(field, () -> idRead(field, Value.of("😀".repeat(129))));
        Refusals.badRequest(field, () -> idRead(field, Value.of(true)));
        Refusals.badRequest(field, () -> idRead(field, Value.EMPTY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"type", "method", "token", "app_id", "org_id", "channel"})
    void textsAreTexts(String field) {
        Value.Struct fields = Value.struct()
                .put("type", "request")
                .put("method", "stats")
                .put(field, 7)
                .build();
        Refusals.badRequest("'" + field + "'", () -> Envelope.read(fields));
    }

    @Test
    void creditsAreWholeAndAboveNothing() {
        for (Value wrong : new Value[] {
            Value.of(0), Value.of(-1), Value.of("5"), new Value.Decimal(new BigDecimal("1.5")), Value.of(true)
        }) {
            Value.Struct fields =
                    Value.struct().put("type", "request").put("credits", wrong).build();
            Refusals.badRequest("credits", () -> Envelope.read(fields));
        }
    }

    @Property
    @Label("PROTOCOL §2: no frame is refused for its ts, and a ping keeps it for the pong")
    void neverRefusesATs(@ForAll("values") Value ts) {
        Value.Struct fields = Value.struct().put("type", "ping").put("ts", ts).build();
        assertEquals(
                ts.equals(Value.NULL) ? null : ts,
                assertInstanceOf(Frame.Ping.class, Envelope.read(fields)).ts());
    }

    @Test
    @DisplayName("W3C Trace Context §3.2: a traceparent that is none is ignored")
    void ignoresAMalformedTraceparent() {
        String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        assertEquals(trace, traceparentRead(Value.of(trace)));
        assertNull(traceparentRead(Value.of("00-x")));
        assertNull(traceparentRead(Value.of(7)));
    }

    @Test
    @DisplayName("PROTOCOL §8: an unreadable frame is answered by its id where that can be read")
    void findsTheIdOfAnUnreadableFrame() {
        assertEquals(
                "7", Envelope.idOf(Value.struct().put("id", 7).put("type", true).build()));
        assertNull(Envelope.idOf(Value.struct().put("id", true).build()));
        assertNull(Envelope.idOf(Value.EMPTY));
    }

    @Test
    void anErrorNeedsACodeAndAMessage() {
        Value.Struct noMessage = Value.struct().put("code", 400).build();
        Value.Struct noCode = Value.struct().put("message", "No.").build();
        Value.Struct hugeCode =
                Value.struct().put("code", 1L << 40).put("message", "No.").build();
        for (Value error : new Value[] {noMessage, noCode, hugeCode, Value.of("No.")}) {
            Value.Struct fields =
                    Value.struct().put("type", "error").put("error", error).build();
            assertEquals(400, Refusals.of(() -> Envelope.read(fields)).body().code());
        }
    }

    @Provide
    Arbitrary<Value> values() {
        return ArbitraryFrames.values().withoutEdgeCases();
    }

    private static String idRead(String field, Value value) {
        Frame.Pong pong = assertInstanceOf(
                Frame.Pong.class,
                Envelope.read(
                        Value.struct().put("type", "pong").put(field, value).build()));
        return field.equals("id") ? pong.id() : pong.correlId();
    }

    private static String traceparentRead(Value value) {
        Value.Struct fields =
                Value.struct().put("method", "stats").put("traceparent", value).build();
        return assertInstanceOf(Frame.Request.class, Envelope.read(fields))
                .context()
                .traceparent();
    }
}
