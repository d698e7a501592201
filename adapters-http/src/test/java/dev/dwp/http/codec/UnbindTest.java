package dev.dwp.http.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.dwp.application.port.out.PayloadBinder.Misfit;
import dev.dwp.domain.frame.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL §5: what handlers return becomes a payload")
class UnbindTest {
    private final JacksonPayloadBinder binder = new JacksonPayloadBinder();

    enum Colour {
        RED,
        @JsonProperty("light-green")
        LIGHT_GREEN
    }

    record Nothing() {}

    record Everything(
            String text,
            int number,
            @Nullable Long none,
            Colour colour,
            Instant at,
            Duration took,
            LocalDate day,
            Value value,
            List<Nothing> nothings,
            Map<String, Value> values) {}

    record Link(@Nullable Object next) {}

    private Value json(String text) {
        return binder.parseJson(text).orElseThrow();
    }

    @Test
    void aRecordBecomesAnObjectOfItsComponents() {
        Everything all = new Everything(
                "é😀\n\u0000",
                7,
                null,
                Colour.LIGHT_GREEN,
                Instant.parse("2026-01-31T10:30:00.123456789Z"),
                Duration.ofMillis(1500),
                LocalDate.of(2026, 1, 31),
                json("[1.50, {}]"),
                List.of(new Nothing()),
                Map.of("x", Value.NULL));
        assertEquals(json("""
                        {"text": "é😀\\n\\u0000", "number": 7, "none": null, "colour": "light-green",
                         "at": "2026-01-31T10:30:00.123456789Z", "took": "PT1.5S", "day": "2026-01-31",
                         "value": [1.50, {}], "nothings": [{}], "values": {"x": null}}
                        """), binder.unbind(all));
    }

    @Test
    void mapsAndCollectionsBecomeObjectsAndArrays() {
        Map<Object, @Nullable Object> map = new LinkedHashMap<>();
        map.put("a", List.of(1, List.of(), new int[] {2}, new byte[] {1, 2, 3}));
        map.put(7, null);
        map.put(Colour.RED, new TreeSet<>(List.of("y", "x")));
        assertEquals(json("{\"a\": [1, [], [2], \"AQID\"], \"7\": null, \"RED\": [\"x\", \"y\"]}"), binder.unbind(map));
    }

    @Test
    void nullBecomesNull() {
        assertEquals(Value.NULL, binder.unbind(null));
        assertEquals(Value.NULL, binder.unbind(Value.NULL));
    }

    @Test
    void numbersAreExact() {
        assertEquals(Value.of(Long.MIN_VALUE), binder.unbind(Long.MIN_VALUE));
        assertEquals(Value.of(-1), binder.unbind((byte) -1));
        assertEquals(Value.of(5), binder.unbind(BigInteger.valueOf(5)));
        assertEquals(Value.of(5), binder.unbind(new BigDecimal("5")));
        assertEquals(decimal("5.00"), binder.unbind(new BigDecimal("5.00")));
        assertEquals(decimal("1E+500"), binder.unbind(new BigDecimal("1E+500")));
        assertEquals(decimal("9223372036854775808"), binder.unbind(new BigInteger("9223372036854775808")));
        assertEquals(decimal("0.1"), binder.unbind(0.1));
        assertEquals(decimal("0.1"), binder.unbind(0.1f));
        assertEquals(decimal("1.7976931348623157E+308"), binder.unbind(Double.MAX_VALUE));
    }

    @Property(tries = 200)
    void everyValueIsItsOwnPayloadAlsoWithinRecordsAndMaps(@ForAll("values") Value value) {
        assertEquals(value, binder.unbind(value));
        assertEquals(
                Value.struct().put("next", new Value.Array(List.of(value))).build(),
                binder.unbind(new Link(List.of(value))));
    }

    @Property(tries = 200)
    void whatIsBoundToAnObjectBecomesTheSameAgain(@ForAll("values") Value value) {
        assertEquals(value, binder.unbind(binder.bind(value, Object.class)));
    }

    @Provide
    Arbitrary<Value> values() {
        return Values.any();
    }

    @Test
    void whatHasNoJsonFormIsRefusedWithItsPath() {
        assertMisfit("$", new Object());
        assertMisfit("$.next", new Link(new Object()));
        assertMisfit("$.next[1].next", new Link(List.of(1, new Link(Optional.of(1)))));
        assertMisfit("$['not plain'].next", Map.of("not plain", new Link(new Object())));
        assertMisfit("$", Double.NaN);
        assertMisfit("$.next[1]", new Link(List.of(1.0, Double.POSITIVE_INFINITY)));
        assertMisfit("$[0]", List.of(Float.NEGATIVE_INFINITY));
        assertMisfit("$.next", new Link("\ud800"));
        assertMisfit("$[0]", List.of(Value.of("\udc00x")));
        assertMisfit("$['?']", Map.of("\ud800", 1));
        assertMisfit("$", BigInteger.TEN.pow(1_000));
        assertMisfit("$", new BigDecimal("1E+10001"));
    }

    @Test
    void aGetterThatThrowsIsAMisfit() {
        assertMisfit("$.name", new Object() {
            @JsonProperty
            String name() {
                throw new IllegalStateException("secret");
            }
        });
    }

    @Test
    void cyclesAreRefused() {
        List<Object> list = new ArrayList<>();
        list.add(new Link(list));
        assertMisfit("$" + "[0].next".repeat(30), list);
        Map<String, Object> map = new HashMap<>();
        map.put("self", map);
        assertMisfit("$" + ".self".repeat(60), map);
    }

    @Test
    @DisplayName("PROTOCOL §2: 60 levels fit every answer, more do not")
    void nestingPastWhatAFrameHoldsIsRefused() {
        assertEquals(nested(60), binder.unbind(nested(60)));
        assertMisfit("$" + "[0]".repeat(60), nested(61));
        assertMisfit("$" + "[0]".repeat(60), nested(100_000));
        Object links = new Link(null);
        for (int i = 0; i < 100_000; i++) {
            links = new Link(links);
        }
        assertMisfit("$" + ".next".repeat(60), links);
    }

    @Test
    void whatIsSmallButUnfoldsWithoutEndIsRefused() {
        Object twice = 1;
        for (int i = 0; i < 59; i++) {
            twice = Arrays.asList(twice, twice);
        }
        Object all = twice;
        Misfit misfit = assertThrows(Misfit.class, () -> binder.unbind(all));
        assertFalse(misfit.path().isEmpty());
    }

    @Test
    void aLongListIsNoProblem() {
        assertEquals(
                200_000,
                ((Value.Array) binder.unbind(Collections.nCopies(200_000, List.of())))
                        .items()
                        .size());
    }

    private void assertMisfit(String path, Object result) {
        Misfit misfit = assertThrows(Misfit.class, () -> binder.unbind(result));
        assertEquals(path, misfit.path());
        assertFalse(
                misfit.getMessage().matches("(?s).*(java\\.|dev\\.dwp|jackson|serializ|`|secret).*"),
                misfit.getMessage());
    }

    private static Value decimal(String text) {
        return new Value.Decimal(new BigDecimal(text));
    }

    private static Value nested(int levels) {
        Value value = new Value.Array(List.of());
        for (int i = 1; i < levels; i++) {
            value = new Value.Array(List.of(value));
        }
        return value;
    }

    @Test
    @DisplayName("PROTOCOL §2: a ready value is checked like any other, so that what is stored can be read back")
    void checksReadyValues() {
        Value tooLarge = new Value.Decimal(new BigDecimal("1E+20000"));
        assertThrows(Misfit.class, () -> binder.unbind(tooLarge));
        assertThrows(Misfit.class, () -> binder.unbind(List.of(tooLarge)));
        assertThrows(Misfit.class, () -> binder.unbind(Value.of("\ud800")));
        Misfit unreadable = assertThrows(
                Misfit.class, () -> binder.bind(new Value.Unreadable("{", "It cannot be read."), Value.class));
        assertEquals("It cannot be read.", unreadable.getMessage());
    }
}
