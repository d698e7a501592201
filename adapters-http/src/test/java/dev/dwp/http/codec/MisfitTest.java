package dev.dwp.http.codec;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dwp.application.port.out.PayloadBinder.Misfit;
import dev.dwp.domain.frame.Refusal;
import dev.dwp.domain.frame.Value;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("PROTOCOL §5: a payload that does not fit is refused with the path of the first misfit")
class MisfitTest {
    private final JacksonPayloadBinder binder = new JacksonPayloadBinder();

    enum Colour {
        RED,
        GREEN
    }

    record Item(int width, @Nullable Integer height) {}

    record Order(String id, List<Item> items) {}

    record Bag(Set<Item> items, @Nullable Map<Integer, Colour> colours) {}

    record Positive(int number) {
        Positive {
            if (number == 0) {
                throw Refusal.badRequest("A number above 0 is needed.");
            }
            if (number < 0) {
                throw new IllegalArgumentException("secret");
            }
        }
    }

    record Anything(Value any, Object object) {}

    record Nest(List<Positive> all) {}

    private Misfit misfit(String json, Type type) {
        Value payload = binder.parseJson(json).orElseThrow();
        return assertThrows(Misfit.class, () -> binder.bind(payload, type));
    }

    @ParameterizedTest
    @MethodSource("misfits")
    void saysWhereAndWhy(String json, Type type, String path, String sentence) {
        Misfit misfit = misfit(json, type);
        assertAll(() -> assertEquals(path, misfit.path()), () -> assertEquals(sentence, misfit.getMessage()));
    }

    static List<Arguments> misfits() {
        String int32 = "a whole number from -2147483648 to 2147483647";
        return List.of(
                // what is missing
                at("{\"id\": \"a\"}", Order.class, "$.items", "it is missing; it must be an array."),
                at("{\"items\": []}", Order.class, "$.id", "it is missing; it must be a text."),
                at(
                        "{\"id\": \"a\", \"items\": [{\"width\": 1}, {}]}",
                        Order.class,
                        "$.items[1].width",
                        "it is missing; it must be " + int32 + "."),
                at("{\"id\": null, \"items\": []}", Order.class, "$.id", "it must be a text, not null."),
                at(
                        "{\"id\": \"a\", \"items\": [{\"width\": null}]}",
                        Order.class,
                        "$.items[0].width",
                        "it must be " + int32 + ", not null."),
                // what is of another kind
                at(
                        "{\"id\": \"a\", \"items\": [{\"width\": 1}, {\"width\": 2}, {\"width\": \"wide\"}]}",
                        Order.class,
                        "$.items[2].width",
                        "it must be " + int32 + ", not the text 'wide'."),
                at("{\"id\": 5, \"items\": []}", Order.class, "$.id", "it must be a text, not 5."),
                at("{\"id\": true, \"items\": []}", Order.class, "$.id", "it must be a text, not true."),
                at("{\"id\": {}, \"items\": []}", Order.class, "$.id", "it must be a text, not an object."),
                at("{\"id\": \"a\", \"items\": {}}", Order.class, "$.items", "it must be an array, not an object."),
                at("{\"id\": \"a\", \"items\": \"\"}", Order.class, "$.items", "it must be an array, not the text ''."),
                at(
                        "{\"id\": \"a\", \"items\": [[]]}",
                        Order.class,
                        "$.items[0]",
                        "it must be an object, not an array."),
                at(
                        "{\"id\": \"a\", \"items\": [\"\"]}",
                        Order.class,
                        "$.items[0]",
                        "it must be an object, not the text ''."),
                at("[1]", Order.class, "$", "it must be an object, not an array."),
                at("5", Order.class, "$", "it must be an object, not 5."),
                at("{\"width\": 1, \"height\": []}", Item.class, "$.height", "it must be " + int32 + ", not an array."),
                // numbers
                at("{\"width\": 1.0}", Item.class, "$.width", "it must be " + int32 + ", not 1.0."),
                at("{\"width\": 1.5}", Item.class, "$.width", "it must be " + int32 + ", not 1.5."),
                at("{\"width\": \"1\"}", Item.class, "$.width", "it must be " + int32 + ", not the text '1'."),
                at("{\"width\": \"\"}", Item.class, "$.width", "it must be " + int32 + ", not the text ''."),
                at("{\"width\": false}", Item.class, "$.width", "it must be " + int32 + ", not false."),
                at("{\"width\": 2147483648}", Item.class, "$.width", "it must be " + int32 + ", not 2147483648."),
                at(
                        "{\"width\": 18446744073709551616}",
                        Item.class,
                        "$.width",
                        "it must be " + int32 + ", not 18446744073709551616."),
                at("2147483648", int.class, "$", "it must be " + int32 + ", not 2147483648."),
                at(
                        "9223372036854775808",
                        long.class,
                        "$",
                        "it must be a whole number of at most 64 bits, not 9223372036854775808."),
                at("200", byte.class, "$", "it must be a whole number from -128 to 127, not 200."),
                at("200", Byte.class, "$", "it must be a whole number from -128 to 127, not 200."),
                at("40000", short.class, "$", "it must be a whole number from -32768 to 32767, not 40000."),
                at("1e400", double.class, "$", "it must be a number that fits 64 bits, not 1E+400."),
                at("1e400", Double.class, "$", "it must be a number that fits 64 bits, not 1E+400."),
                at("1e40", float.class, "$", "it must be a number that fits 32 bits, not 1E+40."),
                at("\"0.5\"", Nest.class, "$", "it must be an object, not 0.5."),
                at("\"x\"", double.class, "$", "it must be a number that fits 64 bits, not the text 'x'."),
                at("\"NaN\"", double.class, "$", "it must be a number that fits 64 bits, not the text 'NaN'."),
                at("true", BigDecimal.class, "$", "it must be a number, not true."),
                at("0.5", BigInteger.class, "$", "it must be a whole number, not 0.5."),
                at("null", int.class, "$", "it must be " + int32 + ", not null."),
                at("1", boolean.class, "$", "it must be true or false, not 1."),
                at("0", Boolean.class, "$", "it must be true or false, not 0."),
                at("[\"x\"]", boolean[].class, "$[0]", "it must be true or false, not the text 'x'."),
                at("[1, null]", int[].class, "$[1]", "it must be " + int32 + ", not null."),
                // texts
                at("\"BLUE\"", Colour.class, "$", "it must be one of 'RED', 'GREEN', not the text 'BLUE'."),
                at("\"red\"", Colour.class, "$", "it must be one of 'RED', 'GREEN', not the text 'red'."),
                at("0", Colour.class, "$", "it must be one of 'RED', 'GREEN', not 0."),
                at("\"\"", Colour.class, "$", "it must be one of 'RED', 'GREEN', not the text ''."),
                at(
                        "\"tomorrow\"",
                        Instant.class,
                        "$",
                        "it must be an RFC 3339 time such as 2026-01-31T10:30:00Z, not the text 'tomorrow'."),
                at("17", Instant.class, "$", "it must be an RFC 3339 time such as 2026-01-31T10:30:00Z, not 17."),
                at("17", Duration.class, "$", "it must be an ISO 8601 duration such as PT1M30S, not 17."),
                at("\"x\"", UUID.class, "$", "it must be a UUID, not the text 'x'."),
                at("\"xy\"", char.class, "$", "it must be a text of one character, not the text 'xy'."),
                at(
                        "\"" + "x".repeat(100) + "\"",
                        Instant.class,
                        "$",
                        "it must be an RFC 3339 time such as 2026-01-31T10:30:00Z, not the text '" + "x".repeat(64)
                                + "…'."),
                // values of one kind
                at("[]", Value.Struct.class, "$", "it must be an object, not an array."),
                at("5", Value.Text.class, "$", "it must be a text, not 5."),
                // sets and maps
                at(
                        "{\"items\": [{\"width\": 1}, {\"width\": 1}, {\"width\": \"x\"}]}",
                        Bag.class,
                        "$.items[2].width",
                        "it must be " + int32 + ", not the text 'x'."),
                at(
                        "{\"items\": [], \"colours\": {\"1\": \"RED\", \"2\": 7}}",
                        Bag.class,
                        "$.colours['2']",
                        "it must be one of 'RED', 'GREEN', not 7."),
                at(
                        "{\"items\": [], \"colours\": {\"1\": \"RED\", \"one\": \"RED\"}}",
                        Bag.class,
                        "$.colours.one",
                        "its name must be " + int32 + "."),
                // what takes anything but must be there
                at("{}", Anything.class, "$.any", "it is missing; it must be a value."),
                at("{\"any\": 1}", Anything.class, "$.object", "it is missing; it must be a value."),
                at("{\"any\": 1, \"object\": null}", Anything.class, "$.object", "it must be a value, not null."),
                // what a record itself refuses
                at("{\"number\": 0}", Positive.class, "$", "it is refused: A number above 0 is needed."),
                at(
                        "{\"all\": [{\"number\": 1}, {\"number\": 0, \"more\": 1}]}",
                        Nest.class,
                        "$.all[1]",
                        "it is refused: A number above 0 is needed."),
                at("{\"all\": [{\"number\": -1}]}", Nest.class, "$.all[0]", "the handler refuses it: an object."),
                at("1", Void.class, "$", "it must be null."));
    }

    private static Arguments at(String json, Type type, String path, String sentence) {
        return Arguments.of(json, type, path, sentence);
    }

    @Test
    void namesThatArePathsThemselvesAreQuotedAndCut() {
        String name = "a b".repeat(50);
        Misfit misfit = misfit("{\"" + name + "\": []}", new TypeOf<Map<String, Integer>>() {}.type());
        assertEquals("$['" + name.substring(0, 64) + "…']", misfit.path());
    }

    @Test
    void aTextThatIsDecodedIsRefusedByWhatItHolds() {
        Value text = Value.of("{\"width\": [\"x\"]}");
        Misfit misfit = assertThrows(Misfit.class, () -> binder.bind(text, Item.class));
        assertEquals("$.width", misfit.path());
        assertThrows(Misfit.class, () -> binder.bind(Value.of("\"{\\\"width\\\": 1}\""), Item.class));
    }

    @Test
    void nestingPastWhatAFrameHoldsIsRefused() {
        Type lists = Object.class;
        assertEquals(1, List.of(binder.bind(nested(60), lists)).size());
        Misfit misfit = assertThrows(Misfit.class, () -> binder.bind(nested(61), lists));
        assertEquals("$" + "[0]".repeat(60), misfit.path());
    }

    @Test
    void noMessageNamesJavaOrJackson() {
        for (Arguments misfit : misfits()) {
            String message =
                    misfit((String) misfit.get()[0], (Type) misfit.get()[1]).getMessage();
            assertFalse(message.matches("(?s).*(java\\.|dev\\.dwp|jackson|Deserializ|`|secret).*"), message);
        }
    }

    private static Value nested(int levels) {
        Value value = new Value.Array(List.of());
        for (int i = 1; i < levels; i++) {
            value = new Value.Array(List.of(value));
        }
        return value;
    }

    /** Captures a generic type. */
    private abstract static class TypeOf<T> {
        Type type() {
            return ((ParameterizedType) getClass().getGenericSuperclass()).getActualTypeArguments()[0];
        }
    }
}
