package dev.dwp.conform.dialogue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Optional;

/** Kinds of values that a pattern can ask for, each by its symbol. */
public enum ValueKind {
    ANY("_"),
    STRING("_string"),
    INT("_int"),
    NUMBER("_number"),
    BOOL("_bool"),
    OBJECT("_object"),
    ARRAY("_array"),
    /** RFC 3339 in UTC, with Z. */
    TIME("_time"),
    CURSOR("_cursor");

    private final String symbol;

    ValueKind(String symbol) {
        this.symbol = symbol;
    }

    /** How it is written. */
    public String symbol() {
        return symbol;
    }

    boolean holds(JsonNode value) {
        return switch (this) {
            case ANY -> true;
            case STRING -> value.isTextual();
            case INT -> value.isIntegralNumber();
            case NUMBER -> value.isNumber();
            case BOOL -> value.isBoolean();
            case OBJECT -> value.isObject();
            case ARRAY -> value.isArray();
            case TIME -> value.isTextual() && isUtcTime(value.textValue());
            case CURSOR -> value.isTextual() && value.textValue().matches("evt-(0|[1-9][0-9]*)");
        };
    }

    static Optional<ValueKind> of(String symbol) {
        return Arrays.stream(values())
                .filter(kind -> kind.symbol.equals(symbol))
                .findFirst();
    }

    /** RFC 3339 as PROTOCOL §2 has it for frames of the server: UTC, written with Z. */
    public static boolean isUtcTime(String text) {
        if (!text.endsWith("Z")) {
            return false;
        }
        try {
            Instant.parse(text);
            return true;
        } catch (DateTimeParseException e) {
            return false;
        }
    }
}
