package dev.dwp.bootstrap;

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

@Label("PROTOCOL §6: a clock that steps of the machine's clock do not move")
class SteadyClockTest {
    private static final Instant START = Instant.parse("2026-01-31T10:30:00Z");
    private static final Duration SECOND = Duration.ofSeconds(1);

    private Instant machine = START;
    private long nanos = 42;
    private final SteadyClock clock = new SteadyClock(() -> machine, () -> nanos);

    private void pass(Duration time) {
        nanos += time.toNanos();
        machine = machine.plus(time);
    }

    @Example
    void showsWhatTheMachinesClockShows() {
        pass(Duration.ofDays(3).plusNanos(1_000));
        assertEquals(machine, clock.instant());
    }

    @Example
    void goesOnWhereTheMachinesClockWasSetBackAnHour() {
        machine = machine.minus(Duration.ofHours(1));
        assertEquals(START, clock.instant());
        pass(SECOND);
        assertEquals(START.plusMillis(900), clock.instant());
    }

    @Example
    void doesNotJumpWhereTheMachinesClockWasSetForward() {
        machine = machine.plus(Duration.ofHours(1));
        assertEquals(START, clock.instant());
        pass(SECOND);
        assertEquals(START.plusMillis(1100), clock.instant());
    }

    @Example
    void comesToAgreeWithTheMachinesClock() {
        machine = machine.plus(Duration.ofMinutes(1));
        pass(Duration.ofMinutes(10));
        assertEquals(machine, clock.instant());
        machine = machine.minus(Duration.ofMinutes(1));
        pass(Duration.ofMinutes(10));
        assertEquals(machine, clock.instant());
    }

    @Property
    void neverGoesBackAndNeverPassesMoreThanATenthTooFast(
            @ForAll @IntRange(min = -10_000, max = 10_000) int step, @ForAll @IntRange(max = 10_000) int millis) {
        Instant before = clock.instant();
        machine = machine.plusSeconds(step);
        pass(Duration.ofMillis(millis));
        Instant after = clock.instant();
        assertFalse(after.isBefore(before));
        Duration shown = Duration.between(before, after);
        assertTrue(shown.toMillis() <= millis * 11L / 10 && shown.toMillis() >= millis * 9L / 10 - 1, shown::toString);
    }
}
