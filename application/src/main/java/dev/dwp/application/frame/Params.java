package dev.dwp.application.frame;

import dev.dwp.domain.frame.Excerpt;
import dev.dwp.domain.frame.Refusal;
import dev.dwp.domain.frame.Value;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the members of a request's data, each with the error that names it (400). Absent and {@code null} are the same
 * (PROTOCOL §2).
 */
final class Params {
    private static final int LONGEST_TEXT = 1024;

    private final Value.Struct data;

    Params(Value.Struct data) {
        this.data = data;
    }

    @Nullable
    Value value(String name) {
        return data.member(name);
    }

    @Nullable
    String text(String name) {
        return switch (data.member(name)) {
            case null -> null;
            case Value.Text(String text) when text.length() <= LONGEST_TEXT -> text;
            case Value.Text(String text) ->
                throw Refusal.badRequest(
                        "'%s' has %d characters; at most %d are allowed.".formatted(name, text.length(), LONGEST_TEXT));
            default -> throw Refusal.badRequest("'%s' must be a text.".formatted(name));
        };
    }

    String requiredText(String name) {
        String text = text(name);
        if (text == null || text.isBlank()) {
            throw Refusal.badRequest("'%s' is missing.".formatted(name));
        }
        return text;
    }

    /** An optional text, read further; an empty one counts as absent. */
    <T> @Nullable T parsed(String name, Function<String, T> parser) {
        String text = text(name);
        return text == null || text.isEmpty() ? null : parser.apply(text);
    }

    <T> T required(String name, Function<String, T> parser) {
        return parser.apply(requiredText(name));
    }

    @Nullable
    Long integer(String name) {
        return switch (data.member(name)) {
            case null -> null;
            case Value.Int(long number) -> number;
            case Value.Decimal(BigDecimal number) when wholeLong(number) -> number.longValueExact();
            default -> throw Refusal.badRequest("'%s' must be a whole number.".formatted(name));
        };
    }

    @Nullable
    Integer int32(String name) {
        Long number = integer(name);
        if (number != null && number != number.intValue()) {
            throw Refusal.badRequest("'%s' is out of range: %d.".formatted(name, number));
        }
        return number == null ? null : number.intValue();
    }

    @Nullable
    Duration millis(String name) {
        Long number = integer(name);
        if (number != null && number < 0) {
            throw Refusal.badRequest("'%s' must not be negative: %d.".formatted(name, number));
        }
        return number == null ? null : Duration.ofMillis(number);
    }

    @Nullable
    Boolean bool(String name) {
        return switch (data.member(name)) {
            case null -> null;
            case Value.Bool(boolean bool) -> bool;
            default -> throw Refusal.badRequest("'%s' must be true or false.".formatted(name));
        };
    }

    /** An RFC 3339 time with any offset. */
    @Nullable
    Instant instant(String name) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text, DateTimeFormatter.ISO_OFFSET_DATE_TIME)
                    .toInstant();
        } catch (DateTimeException e) {
            throw Refusal.badRequest(
                    "'%s' is no RFC 3339 time such as 2026-01-31T10:30:00Z: '%s'.".formatted(name, Excerpt.of(text)));
        }
    }

    private static boolean wholeLong(BigDecimal number) {
        return number.precision() - number.scale() <= 19
                && number.scale() <= 64
                && number.stripTrailingZeros().scale() <= 0
                && number.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0
                && number.compareTo(BigDecimal.valueOf(Long.MIN_VALUE)) >= 0;
    }
}
