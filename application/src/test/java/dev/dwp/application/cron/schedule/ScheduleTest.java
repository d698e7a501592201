package dev.dwp.application.cron.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Cron expressions")
class ScheduleTest {
    private static final Instant SATURDAY = Instant.parse("2026-01-31T10:07:30Z");

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(delimiter = '|', textBlock = """
            0 2 * * *             | 2026-02-01T02:00:00Z 2026-02-02T02:00:00Z
            */15 9-17 * * MON-FRI | 2026-02-02T09:00:00Z 2026-02-02T09:15:00Z
            30 6 1,15 * *         | 2026-02-01T06:30:00Z 2026-02-15T06:30:00Z
            0 0 1-10/4 mar *      | 2026-03-01T00:00:00Z 2026-03-05T00:00:00Z
            0 12 * * 0            | 2026-02-01T12:00:00Z 2026-02-08T12:00:00Z
            0 12 * * 7            | 2026-02-01T12:00:00Z 2026-02-08T12:00:00Z
            0 0 29 2 *            | 2028-02-29T00:00:00Z 2032-02-29T00:00:00Z
            @hourly               | 2026-01-31T11:00:00Z 2026-01-31T12:00:00Z
            @daily                | 2026-02-01T00:00:00Z 2026-02-02T00:00:00Z
            @midnight             | 2026-02-01T00:00:00Z 2026-02-02T00:00:00Z
            @weekly               | 2026-02-01T00:00:00Z 2026-02-08T00:00:00Z
            @monthly              | 2026-02-01T00:00:00Z 2026-03-01T00:00:00Z
            @yearly               | 2027-01-01T00:00:00Z 2028-01-01T00:00:00Z
            @Annually             | 2027-01-01T00:00:00Z 2028-01-01T00:00:00Z
            """)
    @DisplayName("name the minutes at which an entry fires")
    void namesMinutes(String expression, String expected) {
        Schedule schedule = Schedule.parse(expression);
        Instant first = schedule.next(SATURDAY);
        assertEquals(Stream.of(expected.split(" ")).map(Instant::parse).toList(), List.of(first, schedule.next(first)));
    }

    @ParameterizedTest
    @CsvSource({"SUN-THU", "sun-thu", "0-4", "'SUN-TUE,WED-THU'"})
    @DisplayName("take Sunday by its name on the left of a range, where it is 0")
    void beginsAWeekOnSunday(String days) {
        Schedule schedule = Schedule.parse("0 0 * * " + days);
        assertEquals(Instant.parse("2026-02-01T00:00:00Z"), schedule.next(SATURDAY));
        assertEquals(Instant.parse("2026-02-08T00:00:00Z"), schedule.next(Instant.parse("2026-02-05T00:00:00Z")));
    }

    @Test
    @DisplayName("whose two day fields are both restricted match a day that either of them allows")
    void eitherDayFieldMatches() {
        Schedule schedule = Schedule.parse("0 0 13 * FRI");
        assertEquals(Instant.parse("2026-02-06T00:00:00Z"), schedule.next(SATURDAY));
        assertEquals(Instant.parse("2026-04-13T00:00:00Z"), schedule.next(Instant.parse("2026-04-10T00:00:00Z")));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            60 * * * *     | minute '60'          | 59
            * 24 * * *     | hour '24'            | 23
            * * 0 * *      | day of month '0'     | 31
            * * * 13 *     | month '13'           | 12
            * * * * 8      | day of week '8'      | 7
            * * * * MUN    | day of week 'MUN'    | MUN
            10-5 * * * *   | minute '10-5'        | range
            */0 * * * *    | minute '*/0'         | 0
            * * L * *      | day of month 'L'     | L
            * * * * MON#2  | day of week 'MON#2'  | MON#2
            1,,2 * * * *   | minute '1,,2'        | minute
            -1 * * * *     | minute '-1'          | range
            99999999999 * * * * | minute '99999999999' | 99999999999
            """)
    @DisplayName("that are wrong are refused with a sentence that names the field and the reason")
    void namesTheBadField(String expression, String field, String reason) {
        String message = refusal(expression);
        assertTrue(message.contains("'" + expression + "'"), message);
        assertTrue(message.contains("its " + field + " is not valid: "), message);
        assertTrue(message.contains(reason), message);
    }

    @ParameterizedTest(name = "''{0}''")
    @CsvSource({"'',1", "* * * *,4", "* * * * * *,6"})
    @DisplayName("of another number of fields are refused with what there should be")
    void namesTheFiveFields(String expression, int count) {
        String message = refusal(expression);
        assertTrue(message.contains("has " + count + " field"), message);
        assertTrue(message.contains("minute, hour, day of month, month, day of week"), message);
    }

    @Test
    @DisplayName("with an unknown nickname are refused with those that there are")
    void namesTheNicknames() {
        assertTrue(refusal("@reboot").contains("@hourly"));
    }

    @ParameterizedTest
    @CsvSource({"0 0 30 2 *", "'0 0 31 2,4,6,9,11 *'"})
    @DisplayName("that name no date of any year are refused")
    void refusesWhatNeverFires(String expression) {
        assertTrue(refusal(expression).contains("no date has such a day of month and month"), expression);
    }

    @Test
    @DisplayName("may begin with their zone")
    void readsTheZone() {
        Schedule schedule = Schedule.parse(" CRON_TZ=Europe/Berlin  0 2 * * * ");
        assertEquals(Schedule.of("0 2 * * *", ZoneId.of("Europe/Berlin")), schedule);
        assertEquals("CRON_TZ=Europe/Berlin 0 2 * * *", schedule.toString());
    }

    @Test
    @DisplayName("PROTOCOL §7.2 are in UTC unless they name a zone")
    void isUtcByDefault() {
        assertEquals(ZoneOffset.UTC, Schedule.parse("@daily").zone());
        assertEquals("@daily", Schedule.of("@daily", ZoneId.of("UTC")).toString());
    }

    @Test
    @DisplayName("with an unknown zone are refused with its name")
    void refusesAnUnknownZone() {
        assertTrue(refusal("CRON_TZ=Europe/Berlln 0 2 * * *").contains("no time zone 'Europe/Berlln'"));
    }

    private static String refusal(String expression) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> Schedule.parse(expression))
                .getMessage());
    }
}
