package dev.dwp.application.cron.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Berlin's clocks went from 02:00 to 03:00 on 2026-03-29 at 01:00Z, and go from 03:00 back to 02:00 on 2026-10-25 at 01:00Z;
 * New York's from 02:00 to 03:00 on 2026-03-08 at 07:00Z, and from 02:00 back to 01:00 on 2026-11-01 at 06:00Z.
 */
@DisplayName("PROTOCOL §7.2 Where clocks change")
class DaylightSavingTest {

    @ParameterizedTest(name = "{0} in {1} after {2}")
    @CsvSource(delimiter = '|', textBlock = """
            30 2 * * *   | Europe/Berlin    | 2026-03-28T01:00:00Z | 2026-03-28T01:30:00Z 2026-03-29T01:00:00Z 2026-03-30T00:30:00Z
            */20 2 * * * | Europe/Berlin    | 2026-03-28T12:00:00Z | 2026-03-29T01:00:00Z 2026-03-30T00:00:00Z
            0 2,3 * * *  | Europe/Berlin    | 2026-03-28T12:00:00Z | 2026-03-29T01:00:00Z 2026-03-30T00:00:00Z
            0 */2 * * *  | Europe/Berlin    | 2026-03-28T22:30:00Z | 2026-03-28T23:00:00Z 2026-03-29T01:00:00Z 2026-03-29T02:00:00Z
            30 2 * * *   | America/New_York | 2026-03-07T12:00:00Z | 2026-03-08T07:00:00Z 2026-03-09T06:30:00Z
            """)
    @DisplayName("a time that is skipped is made up for once, at the end of the gap")
    void makesUpForSkippedTimes(String expression, String zone, Instant after, String expected) {
        assertTimes(expression, zone, after, expected);
    }

    @ParameterizedTest(name = "{0} in {1} after {2}")
    @CsvSource(delimiter = '|', textBlock = """
            30 2 * * *    | Europe/Berlin    | 2026-10-24T12:00:00Z | 2026-10-25T00:30:00Z 2026-10-26T01:30:00Z
            0,30 2 * * *  | Europe/Berlin    | 2026-10-24T12:00:00Z | 2026-10-25T00:00:00Z 2026-10-25T00:30:00Z 2026-10-26T01:00:00Z
            30 2 * * *    | Europe/Berlin    | 2026-10-25T01:10:00Z | 2026-10-26T01:30:00Z
            30 1 * * *    | America/New_York | 2026-10-31T12:00:00Z | 2026-11-01T05:30:00Z 2026-11-02T06:30:00Z
            """)
    @DisplayName("of a time that comes twice, the first counts")
    void countsARepeatedTimeOnce(String expression, String zone, Instant after, String expected) {
        assertTimes(expression, zone, after, expected);
    }

    @ParameterizedTest(name = "{0} in {1} after {2}")
    @CsvSource(delimiter = '|', textBlock = """
            0 * * * *    | Europe/Berlin    | 2026-03-28T23:30:00Z | 2026-03-29T00:00:00Z 2026-03-29T01:00:00Z 2026-03-29T02:00:00Z
            @hourly      | Europe/Berlin    | 2026-10-24T23:30:00Z | 2026-10-25T00:00:00Z 2026-10-25T01:00:00Z 2026-10-25T02:00:00Z
            */30 * * * * | America/New_York | 2026-11-01T05:10:00Z | 2026-11-01T05:30:00Z 2026-11-01T06:00:00Z 2026-11-01T06:30:00Z 2026-11-01T07:00:00Z
            */30 * * * * | America/New_York | 2026-03-08T06:10:00Z | 2026-03-08T06:30:00Z 2026-03-08T07:00:00Z 2026-03-08T07:30:00Z
            5 0-23 * * * | Europe/Berlin    | 2026-10-25T00:00:00Z | 2026-10-25T00:05:00Z 2026-10-25T01:05:00Z
            """)
    @DisplayName("an expression that allows every hour goes by real time")
    void goesByRealTimeWhereEveryHourIsAllowed(String expression, String zone, Instant after, String expected) {
        assertTimes(expression, zone, after, expected);
    }

    @ParameterizedTest(name = "{0} in {1} after {2}")
    @CsvSource(delimiter = '|', textBlock = """
            30 2 * * * | Asia/Kolkata       | 2026-03-28T12:00:00Z | 2026-03-28T21:00:00Z 2026-03-29T21:00:00Z
            30 2 * * * | America/Phoenix    | 2026-03-08T00:00:00Z | 2026-03-08T09:30:00Z 2026-03-09T09:30:00Z
            30 2 * * * | +05:45             | 2026-10-25T00:00:00Z | 2026-10-25T20:45:00Z 2026-10-26T20:45:00Z
            0 2 * * *  | UTC                | 2026-03-28T12:00:00Z | 2026-03-29T02:00:00Z 2026-03-30T02:00:00Z
            """)
    @DisplayName("nothing changes in a zone without daylight saving")
    void isRegularWithoutDaylightSaving(String expression, String zone, Instant after, String expected) {
        assertTimes(expression, zone, after, expected);
    }

    @ParameterizedTest(name = "{0} in {1}")
    @CsvSource(delimiter = '|', textBlock = """
            0 0 * * *   | Africa/Cairo | 2026-04-23T12:00:00Z | 2026-04-23T22:00:00Z 2026-04-24T21:00:00Z
            0 12 30 12 * | Pacific/Apia | 2011-12-01T00:00:00Z | 2011-12-30T10:00:00Z 2012-12-29T22:00:00Z
            """)
    @DisplayName("a skipped midnight, and a skipped day, are gaps like any other")
    void makesUpForMidnightAndForADay(String expression, String zone, Instant after, String expected) {
        assertTimes(expression, zone, after, expected);
    }

    private static void assertTimes(String expression, String zone, Instant after, String expected) {
        Schedule schedule = Schedule.of(expression, ZoneId.of(zone));
        List<Instant> times = Stream.of(expected.split(" ")).map(Instant::parse).toList();
        assertEquals(
                times,
                Stream.iterate(schedule.next(after), schedule::next)
                        .limit(times.size())
                        .toList());
    }
}
