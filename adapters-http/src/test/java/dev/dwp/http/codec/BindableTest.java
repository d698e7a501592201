package dev.dwp.http.codec;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.dwp.application.port.out.PayloadBinder.Misfit;
import dev.dwp.domain.frame.Value;
import java.io.InputStream;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.time.MonthDay;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Types that handlers declare are looked at when handlers are registered, not when the first payload comes. */
class BindableTest {
    private final JacksonPayloadBinder binder = new JacksonPayloadBinder();

    enum Colour {
        RED
    }

    record Times(
            ZonedDateTime zoned,
            Year year,
            YearMonth month,
            MonthDay day,
            Period period,
            OffsetTime time,
            ZoneOffset offset,
            ZoneId zone,
            UUID id) {}

    record Much(
            int number,
            @Nullable Integer maybe,
            BigDecimal amount,
            Instant due,
            URI link,
            Locale language,
            List<Map<String, Colour>> colours,
            Object anything,
            Value value,
            @Nullable Much inner) {}

    record Box<T>(T content) {}

    record Parcel(Box<String> box) {}

    record OptionalMember(List<Optional<String>> names) {}

    sealed interface Shape permits Circle, Square {}

    record Circle(int radius) implements Shape {}

    record Square(int side) implements Shape {}

    record Drawing(Shape shape) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Cat.class, name = "cat"),
        @JsonSubTypes.Type(value = Dog.class, name = "dog")
    })
    sealed interface Animal permits Cat, Dog {}

    record Cat(int lives) implements Animal {}

    record Dog(String name) implements Animal {}

    private String refused(Type type) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> binder.requireBindable(type))
                .getMessage());
    }

    @Test
    void whatCanBeBoundIsTaken() {
        for (Type type : List.of(
                Much.class,
                Times.class,
                Parcel.class,
                Animal.class,
                Value.class,
                Value.Struct.class,
                Object.class,
                String.class,
                CharSequence.class,
                Number.class,
                int.class,
                Integer.class,
                Colour.class,
                byte[].class,
                int[].class,
                List.class,
                Map.class,
                Set.class,
                Void.class)) {
            assertDoesNotThrow(() -> binder.requireBindable(type), type.toString());
        }
    }

    @Test
    void anOptionalIsRefusedNamingItsPlaceAndNullable() {
        String sentence = refused(OptionalMember.class);

        assertTrue(sentence.contains("java.util.Optional") && sentence.contains("$.names"), sentence);
        assertTrue(sentence.contains("@Nullable"), sentence);
    }

    @Test
    void aSealedTypeIsRefusedNamingTheAnnotationThatMakesItWork() {
        assertTrue(refused(Drawing.class).contains("@JsonTypeInfo"), refused(Drawing.class));
        assertEquals(
                new Cat(9),
                binder.bind(binder.parseJson("{\"kind\":\"cat\",\"lives\":9}").orElseThrow(), Animal.class));
    }

    @Test
    void aRecordWithAnOpenTypeParameterIsRefused() {
        assertTrue(refused(Box.class).contains("without one"), refused(Box.class));
    }

    @Test
    void whatHasNoJsonFormIsRefused() {
        assertTrue(refused(InputStream.class).contains("java.io.InputStream"));
        assertTrue(refused(Thread.class).contains("java.lang.Thread"));
    }

    @Test
    void timesAndIdsAreTextsBothWays() {
        Times times = new Times(
                ZonedDateTime.parse("2026-01-31T10:30:00+01:00[Europe/Paris]"),
                Year.of(2026),
                YearMonth.of(2026, 1),
                MonthDay.of(1, 31),
                Period.ofMonths(3),
                OffsetTime.parse("10:30:00+01:00"),
                ZoneOffset.ofHours(1),
                ZoneId.of("Europe/Paris"),
                UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057"));

        Value payload = binder.unbind(times);

        assertEquals(times, binder.bind(payload, Times.class));
        assertEquals(Value.of("01890a5d-ac96-774b-bcce-b302099a8057"), binder.unbind(times.id()));
        assertEquals(Value.of("2026"), binder.unbind(times.year()));
    }

    @Test
    void aUuidIsOnlyItsUsualText() {
        for (String text : List.of("1-1-1-1-1", "AYkKXayWd0u8zrMCCZqAVw==", "")) {
            assertThrows(Misfit.class, () -> binder.bind(Value.of(text), UUID.class), text);
        }
    }
}
