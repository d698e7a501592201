package dev.dwp.persistence.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

@Label("PROTOCOL §6: the database's clock, on which no wait stands still when somebody sets it")
class PostgresClockTest {
    private static final Instant START = Instant.parse("2026-01-31T10:30:00Z");
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private Instant database = START;
    private Instant machine = START;
    private long nanos = -42;
    private final PostgresClock clock = new PostgresClock(() -> machine, () -> nanos);

    private void pass(Duration time) {
        nanos += time.toNanos();
        machine = machine.plus(time);
        database = database.plus(time);
    }

    /** The database answers at once. */
    private void ask() {
        clock.answered(database, nanos);
    }

    @Example
    void showsWhatTheDatabasesClockShows() {
        pass(Duration.ofDays(3));
        ask();
        assertEquals(database, clock.instant());
        pass(SECOND);
        assertEquals(database, clock.instant());
    }

    @Example
    void goesOnWhereTheDatabasesClockWasSetBack() {
        database = database.minus(HOUR);
        ask();
        assertEquals(START, clock.instant());
        pass(SECOND);
        assertEquals(START.plusMillis(900), clock.instant());
        pass(Duration.ofHours(10));
        assertEquals(database, clock.instant());
    }

    @Example
    void goesTwiceAsFastWhereTheDatabasesClockWasSetForward() {
        database = database.plus(HOUR);
        ask();
        assertEquals(START, clock.instant());
        pass(SECOND);
        assertEquals(START.plusSeconds(2), clock.instant());
        for (int i = 0; i < 2 * HOUR.toSeconds(); i++) {
            pass(SECOND);
            ask();
            clock.instant();
        }
        assertEquals(database, clock.instant());
    }

    @Example
    void showsTheTrueTimeAtOnceWhereThisMachineWasSuspended() {
        pass(SECOND);
        ask();
        machine = machine.plus(HOUR);
        database = database.plus(HOUR);
        ask();
        assertEquals(database, clock.instant());
    }

    @Example
    void isNotMovedByThisMachinesClock() {
        machine = machine.plus(HOUR);
        ask();
        assertEquals(database, clock.instant());
        machine = machine.minus(HOUR).minus(HOUR);
        ask();
        assertEquals(database, clock.instant());
    }

    @Property(tries = 200)
    void neverGoesBackOrStandsStill(
            @ForAll @IntRange(min = -10_000, max = 10_000) int step, @ForAll @IntRange(max = 10_000) int millis) {
        Instant before = clock.instant();
        database = database.plusSeconds(step);
        ask();
        pass(Duration.ofMillis(millis));
        Instant after = clock.instant();
        assertFalse(after.isBefore(before));
        long shown = Duration.between(before, after).toMillis();
        assertTrue(shown >= millis * 9L / 10 - 1 && shown <= 2L * millis, () -> shown + " ms");
    }
}
