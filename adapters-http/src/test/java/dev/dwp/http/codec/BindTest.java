package dev.dwp.http.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.dwp.domain.frame.Value;
import java.io.InputStream;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL §5: payloads become what handlers declare")
class BindTest {
    private final JacksonPayloadBinder binder = new JacksonPayloadBinder();

    enum Colour {
        RED,
        @JsonProperty("light-green")
        LIGHT_GREEN
    }

    record Size(int width, long height) {}

    record Order(
            String id,
            List<Size> sizes,
            Map<String, Integer> counts,
            @Nullable Colour colour,
            @Nullable Duration patience,
            @Nullable Instant due) {}

    record Loose(Value any, @Nullable Value maybe, Value.@Nullable Struct struct) {}

    /** What {@code List<Size>} and the like are to a handler's definition. */
    record Declared(List<Size> sizes, Map<String, Value> values) {
        static Type of(String component) {
            return Arrays.stream(Declared.class.getRecordComponents())
                    .filter(c -> c.getName().equals(component))
                    .findFirst()
                    .orElseThrow()
                    .getGenericType();
        }
    }

    private @Nullable Object bind(String json, Type type) {
        return binder.bind(binder.parseJson(json).orElseThrow(), type);
    }

    @Test
    void aRecordTakesItsMembersByName() {
        assertEquals(
                new Order(
                        "a",
                        List.of(new Size(1, 1L << 40), new Size(-3, 4)),
                        Map.of("x", 1),
                        Colour.LIGHT_GREEN,
                        Duration.ofMillis(1500),
                        Instant.parse("2026-01-31T10:30:00.5Z")),
                bind("""
                        {"id": "a", "sizes": [{"width": 1, "height": 1099511627776}, {"width": -3, "height": 4}],
                         "counts": {"x": 1}, "colour": "light-green", "patience": "PT1.5S",
                         "due": "2026-01-31T11:30:00.5+01:00"}
                        """, Order.class));
    }

    @Test
    void whatIsMarkedNullableMayBeAbsentOrNull() {
        Order bare = new Order("a", List.of(), Map.of(), null, null, null);
        assertEquals(bare, bind("{\"id\": \"a\", \"sizes\": [], \"counts\": {}}", Order.class));
        assertEquals(
                bare,
                bind("{\"id\": \"a\", \"sizes\": [], \"counts\": {}, \"colour\": null, \"due\": null}", Order.class));
    }

    @Test
    void unknownMembersAreIgnored() {
        assertEquals(new Size(1, 2), bind("{\"width\": 1, \"depth\": {\"a\": [1]}, \"height\": 2}", Size.class));
    }

    @Test
    void aValueTakesAnythingAsItIs() {
        Value payload = binder.parseJson("{\"a\": [1, 2.50, null, \"x\", 18446744073709551616]}")
                .orElseThrow();
        assertSame(payload, binder.bind(payload, Value.class));
        assertSame(Value.NULL, binder.bind(Value.NULL, Value.class));
        assertEquals(Value.of("{}"), binder.bind(Value.of("{}"), Value.class));
        assertEquals(payload, binder.bind(payload, Value.Struct.class));
    }

    @Test
    void aValueWithinARecordTakesAnythingAsItIs() {
        assertEquals(new Loose(Value.NULL, null, null), bind("{\"any\": null}", Loose.class));
        Value inner = binder.parseJson("{\"a\": [1, 2.50, {}], \"b\": 1e400}").orElseThrow();
        Value payload = Value.struct()
                .put("any", inner)
                .put("maybe", Value.of("{}"))
                .put("struct", inner)
                .build();
        assertEquals(new Loose(inner, Value.of("{}"), (Value.Struct) inner), binder.bind(payload, Loose.class));
    }

    @Test
    void declaredGenericTypesAreKept() {
        assertEquals(List.of(new Size(1, 2)), bind("[{\"width\": 1, \"height\": 2}]", Declared.of("sizes")));
        assertEquals(Map.of("a", Value.of(1), "b", Value.NULL), bind("{\"a\": 1, \"b\": null}", Declared.of("values")));
    }

    @Test
    void anObjectBecomesMapsListsAndExactNumbers() {
        Object bound = bind(
                "{\"i\": 1, \"l\": 9223372036854775807, \"b\": 9223372036854775808, \"d\": 0.10, \"n\": null,"
                        + " \"a\": [true, \"x\"]}",
                Object.class);
        Map<?, ?> map = (Map<?, ?>) Objects.requireNonNull(bound);
        assertEquals(1L, map.get("i"));
        assertEquals(Long.MAX_VALUE, map.get("l"));
        assertEquals(new BigInteger("9223372036854775808"), map.get("b"));
        assertEquals(new BigDecimal("0.10"), map.get("d"));
        assertNull(map.get("n"));
        assertEquals(List.of(true, "x"), map.get("a"));
        assertEquals(
                map,
                bind(
                        "{\"a\": [true, \"x\"], \"i\": 1, \"l\": 9223372036854775807,"
                                + " \"b\": 9223372036854775808, \"d\": 0.10, \"n\": null}",
                        Map.class));
    }

    @Test
    void numbersAreExact() {
        assertEquals(Long.MIN_VALUE, bind("-9223372036854775808", long.class));
        assertEquals(Integer.MAX_VALUE, bind("2147483647", int.class));
        assertEquals((byte) -128, bind("-128", byte.class));
        assertEquals(
                new BigDecimal("1.000000000000000000000000000001"),
                bind("1.000000000000000000000000000001", BigDecimal.class));
        assertEquals(new BigDecimal("7"), bind("7", BigDecimal.class));
        assertEquals(BigInteger.TEN.pow(300), bind("1" + "0".repeat(300), BigInteger.class));
        assertEquals(0.1, bind("0.1", double.class));
        assertEquals(3.0, bind("3", Double.class));
        assertEquals(1.5f, bind("1.5", float.class));
    }

    @Test
    void otherTextsAndCollectionsBind() {
        assertEquals(LocalDate.of(2026, 1, 31), bind("\"2026-01-31\"", LocalDate.class));
        assertArrayEquals(new byte[] {1, 2, 3}, (byte[]) bind("\"AQID\"", byte[].class));
        assertArrayEquals(new int[] {1, 2}, (int[]) bind("[1, 2]", int[].class));
        assertEquals(Set.of(1L, 2L), bind("[1, 2, 1]", Set.class));
        assertEquals('x', bind("\"x\"", char.class));
    }

    @Test
    void nullBindsToNull() {
        assertNull(binder.bind(Value.NULL, Order.class));
        assertNull(binder.bind(Value.NULL, String.class));
        assertNull(binder.bind(Value.NULL, Integer.class));
        assertNull(binder.bind(Value.NULL, Object.class));
        assertNull(binder.bind(Value.NULL, Void.class));
    }

    @Test
    @DisplayName("PROTOCOL §5 must tolerate: a text that holds JSON is decoded once where the type takes no text")
    void aTextThatHoldsJsonIsDecodedOnce() {
        assertEquals(new Size(1, 2), binder.bind(Value.of(" {\"width\": 1, \"height\": 2}"), Size.class));
        assertEquals(List.of(1L), binder.bind(Value.of("[1]"), List.class));
        assertEquals(5, binder.bind(Value.of("5"), int.class));
        assertEquals(Colour.RED, binder.bind(Value.of("\"RED\""), Colour.class));
        assertNull(binder.bind(Value.of("null"), Size.class));
    }

    @Test
    @DisplayName("PROTOCOL §5 must tolerate: a text that holds JSON stays as sent where the type takes texts")
    void aTextStaysATextForWhatTakesTexts() {
        assertEquals("{\"width\": 1}", binder.bind(Value.of("{\"width\": 1}"), String.class));
        assertEquals("[1]", binder.bind(Value.of("[1]"), Object.class));
        assertEquals(Colour.RED, binder.bind(Value.of("RED"), Colour.class));
        assertEquals(Instant.EPOCH, binder.bind(Value.of("1970-01-01T00:00:00Z"), Instant.class));
    }

    @Test
    void aTypeThatNothingCanBeBoundToIsNotTheClientsFault() {
        assertThrows(IllegalArgumentException.class, () -> bind("{}", InputStream.class));
    }

    @Test
    void parsesJsonAndNothingElse() {
        assertEquals(Value.of(1), binder.parseJson("1").orElseThrow());
        assertEquals(Value.of("é😀"), binder.parseJson("\"é\\ud83d\\ude00\"").orElseThrow());
        for (String text : List.of("", " ", "{", "{}{}", "nul", "'a'", "\"\\ud800\"", "1e99999")) {
            assertEquals(Optional.empty(), binder.parseJson(text), text);
        }
    }
}
