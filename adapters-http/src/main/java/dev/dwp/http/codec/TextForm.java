package dev.dwp.http.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * A type whose payload is a text, such as one of ISO 8601, written by {@code toString}.
 *
 * @param words what such a text is called in a sentence
 */
record TextForm<T>(Class<T> type, Function<String, T> parse, String words) {
    static final List<TextForm<?>> ALL = List.of(
            new TextForm<>(Instant.class, Instant::parse, "an RFC 3339 time such as 2026-01-31T10:30:00Z"),
            new TextForm<>(
                    OffsetDateTime.class, OffsetDateTime::parse, "an RFC 3339 time such as 2026-01-31T10:30:00+01:00"),
            new TextForm<>(Duration.class, Duration::parse, "an ISO 8601 duration such as PT1M30S"),
            new TextForm<>(LocalDate.class, LocalDate::parse, "a date such as 2026-01-31"),
            new TextForm<>(LocalTime.class, LocalTime::parse, "a time such as 10:30:00"),
            new TextForm<>(LocalDateTime.class, LocalDateTime::parse, "a date and time such as 2026-01-31T10:30:00"),
            new TextForm<>(
                    ZonedDateTime.class,
                    ZonedDateTime::parse,
                    "a time with its zone such as 2026-01-31T10:30:00+01:00[Europe/Paris]"),
            new TextForm<>(OffsetTime.class, OffsetTime::parse, "a time such as 10:30:00+01:00"),
            new TextForm<>(Year.class, Year::parse, "a year as a text such as '2026'"),
            new TextForm<>(YearMonth.class, YearMonth::parse, "a month such as 2026-01"),
            new TextForm<>(MonthDay.class, MonthDay::parse, "a day such as --01-31"),
            new TextForm<>(Period.class, Period::parse, "an ISO 8601 period such as P1Y2M"),
            new TextForm<>(ZoneOffset.class, ZoneOffset::of, "an offset such as +01:00"),
            new TextForm<>(ZoneId.class, ZoneId::of, "a time zone such as Europe/Paris"),
            new TextForm<>(UUID.class, TextForm::uuid, "a UUID"));

    /** Not as Java reads them, who takes {@code 1-1-1-1-1} for one. */
    private static UUID uuid(String text) {
        if (!text.matches("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")) {
            throw new IllegalArgumentException(text);
        }
        return UUID.fromString(text);
    }

    void addTo(SimpleModule module) {
        module.addDeserializer(type, new Deserializer<>(this)).addSerializer(type, ToStringSerializer.instance);
    }

    private static final class Deserializer<T> extends StdScalarDeserializer<T> {
        private final TextForm<T> form;

        Deserializer(TextForm<T> form) {
            super(form.type());
            this.form = form;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                throw context.wrongTokenException(parser, form.type(), JsonToken.VALUE_STRING, form.words());
            }
            try {
                return form.parse().apply(parser.getText());
            } catch (DateTimeException | IllegalArgumentException e) {
                throw context.weirdStringException(parser.getText(), form.type(), form.words());
            }
        }
    }
}
