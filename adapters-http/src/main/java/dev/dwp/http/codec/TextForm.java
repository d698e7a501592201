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
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.Function;

/**
 * A type whose payload is an ISO 8601 text, written by {@code toString}.
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
            new TextForm<>(LocalDateTime.class, LocalDateTime::parse, "a date and time such as 2026-01-31T10:30:00"));

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
            } catch (DateTimeException e) {
                throw context.weirdStringException(parser.getText(), form.type(), form.words());
            }
        }
    }
}
