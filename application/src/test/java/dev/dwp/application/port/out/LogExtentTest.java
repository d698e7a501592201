package dev.dwp.application.port.out;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.application.port.out.LogExtent.Gap;
import dev.dwp.domain.channel.Cursor;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LogExtentTest {
    private static final long BASE = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli() * 1024;

    /** Events 1 to 10 of one life, 21 to 25 of the next, none of a third, 41 and 42 of a fourth; all kept. */
    private static final LogExtent LIVES = new LogExtent(
            at(42), at(1), List.of(gap(Cursor.START, 0), gap(at(10), 20), gap(at(25), 30), gap(at(30), 40)));

    private static Cursor at(long n) {
        return new Cursor(BASE + n);
    }

    private static Gap gap(Cursor tail, long base) {
        return new Gap(tail, at(base));
    }

    @Test
    @DisplayName("PROTOCOL §7.3: a cursor between the tail of one life and the base of the next is expired for good")
    void cursorsOfLostEventsAreExpired() {
        for (long lost : new long[] {11, 19, 26, 29, 31, 39}) {
            assertEquals(
                    at(0),
                    assertThrows(CursorExpired.class, () -> LIVES.resume(at(lost)))
                            .beforeOldest());
        }
        assertThrows(CursorExpired.class, () -> LIVES.resume(new Cursor(17)));
    }

    @Test
    @DisplayName("PROTOCOL §7.3: a cursor within a life, at its base or at its tail goes on with the next event")
    void cursorsOfKeptEventsGoOn() {
        assertEquals(at(0), LIVES.resume(Cursor.START));
        for (long within : new long[] {0, 1, 9, 20, 21, 24, 40, 42}) {
            assertEquals(at(within), LIVES.resume(at(within)));
        }
        assertEquals(at(20), LIVES.resume(at(10)));
        assertEquals(at(40), LIVES.resume(at(25)));
        assertEquals(at(40), LIVES.resume(at(30)));
    }

    @Test
    void knowsWhichCursorsWereNeverGivenOut() {
        assertTrue(LIVES.mayHaveGivenOut(Cursor.START));
        assertTrue(LIVES.mayHaveGivenOut(at(42)));
        assertFalse(LIVES.mayHaveGivenOut(at(43)));
        assertFalse(LIVES.mayHaveGivenOut(new Cursor(99_999_999)));
        assertTrue(LIVES.mayHaveGivenOut(new Cursor(30)), "A log that counted from 1 may have.");
    }

    @Test
    void countsEventsAndNotNumbers() {
        assertEquals(17, LIVES.kept());
        assertEquals(3, LIVES.between(at(9), at(22)));
        assertEquals(0, LIVES.between(at(25), at(40)));
        assertEquals(17, LIVES.between(Cursor.START, at(42)));
    }

    @Test
    void findsTheOldestAfterSomeAreDropped() {
        assertEquals(at(0), LIVES.afterDropping(0));
        assertEquals(at(9), LIVES.afterDropping(9));
        assertEquals(at(20), LIVES.afterDropping(10));
        assertEquals(at(21), LIVES.afterDropping(11));
        assertEquals(at(40), LIVES.afterDropping(15));
        assertEquals(at(42), LIVES.afterDropping(17));
    }

    @Test
    void tellsWhereToGoOnAfterACursorThatHasExpired() {
        assertEquals(at(20), resumeAt(LIVES, at(15)));
        assertEquals(at(40), resumeAt(LIVES, at(27)));
        LogExtent trimmed = new LogExtent(at(42), at(23), List.of(gap(at(25), 40)));
        assertEquals(at(22), resumeAt(trimmed, at(5)));
    }

    private static Cursor resumeAt(LogExtent log, Cursor after) {
        return assertThrows(CursorExpired.class, () -> log.resume(after)).resumeAt();
    }

    @Test
    @DisplayName("PROTOCOL §7.3: whoever has seen the last event of a life goes on, also once that is dropped")
    void theTailGoesOnWhenItsLifeIsDropped() {
        LogExtent trimmed = new LogExtent(at(25), at(11), List.of(gap(at(10), 20)));
        assertEquals(at(20), trimmed.beforeOldest());
        assertEquals(at(20), trimmed.resume(at(10)));
        assertThrows(CursorExpired.class, () -> trimmed.resume(at(9)));
    }

    @Test
    void knowsTheNewestEvent() {
        assertEquals(at(42), LIVES.newest());
        assertEquals(at(10), new LogExtent(at(30), at(1), List.of(gap(at(10), 20), gap(at(20), 30))).newest());
    }

    @Test
    void basesFollowTheClockAndNeverGoBack() {
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        assertEquals(now.toEpochMilli() << 10, LogExtent.base(Cursor.START, now).n());
        Cursor ahead = new Cursor(Long.MAX_VALUE / 2);
        assertEquals(ahead.next(), LogExtent.base(ahead, now));
        assertTrue(LogExtent.base(Cursor.START, Instant.EPOCH).n() > 1L << 50);
    }
}
