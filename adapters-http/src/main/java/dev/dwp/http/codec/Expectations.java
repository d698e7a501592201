package dev.dwp.http.codec;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dwp.domain.frame.Value;
import java.lang.invoke.MethodType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** What a payload must be for a Java type, as the rest of a sentence that begins "it must be". */
final class Expectations {
    private static final int MOST_CONSTANTS = 20;

    private static final Map<Class<?>, String> WORDS = Map.ofEntries(
            Map.entry(Boolean.class, "true or false"),
            Map.entry(Byte.class, "a whole number from -128 to 127"),
            Map.entry(Short.class, "a whole number from -32768 to 32767"),
            Map.entry(Integer.class, "a whole number from -2147483648 to 2147483647"),
            Map.entry(Long.class, "a whole number of at most 64 bits"),
            Map.entry(BigInteger.class, "a whole number"),
            Map.entry(Float.class, "a number that fits 32 bits"),
            Map.entry(Double.class, "a number that fits 64 bits"),
            Map.entry(BigDecimal.class, "a number"),
            Map.entry(Number.class, "a number"),
            Map.entry(Character.class, "a text of one character"),
            Map.entry(String.class, "a text"),
            Map.entry(byte[].class, "a text in base64"),
            Map.entry(URI.class, "a URI"),
            Map.entry(Object.class, "a value"),
            Map.entry(Value.class, "a value"),
            Map.entry(Value.Null.class, "null"),
            Map.entry(Value.Bool.class, "true or false"),
            Map.entry(Value.Int.class, "a whole number of at most 64 bits"),
            Map.entry(Value.Decimal.class, "a decimal number"),
            Map.entry(Value.Text.class, "a text"),
            Map.entry(Value.Array.class, "an array"));

    private final ObjectMapper mapper;

    /**
     * Knows the types that a mapper binds.
     *
     * @param mapper spells the constants of enums
     */
    Expectations(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    String of(Class<?> type) {
        if (type.isEnum()) {
            return "one of " + constants(type);
        }
        Class<?> boxed = MethodType.methodType(type).wrap().returnType();
        String words = WORDS.get(boxed);
        return words == null ? textForm(boxed) : words;
    }

    private static String textForm(Class<?> type) {
        return TextForm.ALL.stream()
                .filter(form -> form.type().equals(type))
                .map(TextForm::words)
                .findFirst()
                .orElseGet(() -> container(type));
    }

    private static String container(Class<?> type) {
        return type.isArray() || Collection.class.isAssignableFrom(type) ? "an array" : "an object";
    }

    private String constants(Class<?> type) {
        Object[] constants = type.getEnumConstants();
        String named = Arrays.stream(constants)
                .limit(MOST_CONSTANTS)
                .map(constant -> "'%s'".formatted(mapper.valueToTree(constant).asText()))
                .collect(Collectors.joining(", "));
        return constants.length > MOST_CONSTANTS ? named + ", …" : named;
    }
}
