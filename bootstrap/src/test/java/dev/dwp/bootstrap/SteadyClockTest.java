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

@Label("PROTOCOL §6: a clock on which no wait stands still when the machine's is set")
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
    void showsTheTrueTimeAtOnceWhereTheMachineWasSuspended() {
        machine = machine.plus(Duration.ofHours(1)); // nanoTime stands still while a machine is suspended
        assertEquals(machine, clock.instant());
        pass(SECOND);
        assertEquals(machine, clock.instant());
    }

    @Example
    void goesATenthFasterWhereTheMachinesClockWasPutForwardALittle() {
        machine = machine.plus(Duration.ofMinutes(1));
        assertEquals(START, clock.instant());
        pass(SECOND);
        assertEquals(START.plusMillis(1100), clock.instant());
        pass(Duration.ofMinutes(10));
        assertEquals(machine, clock.instant());
    }

    @Example
    void goesOnSlowlyWhereWhatWasPutForwardIsSetBackAgain() {
        machine = machine.plus(Duration.ofHours(1));
        Instant forward = clock.instant();
        machine = machine.minus(Duration.ofHours(1));
        pass(SECOND);
        assertEquals(forward.plusMillis(900), clock.instant());
        pass(Duration.ofHours(10));
        assertEquals(machine, clock.instant());
    }

    @Example
    void comesToAgreeWithAMachinesClockThatWasSetBack() {
        machine = machine.minus(Duration.ofMinutes(1));
        pass(Duration.ofMinutes(10));
        assertEquals(machine, clock.instant());
    }

    @Property(tries = 200)
    void neverGoesBackOrStandsStillAndJumpsOnlyForwardByMoreThanAMinute(
            @ForAll @IntRange(min = -10_000, max = 10_000) int step, @ForAll @IntRange(max = 10_000) int millis) {
        SteadyClock fresh = new SteadyClock(() -> machine, () -> nanos);
        Instant before = fresh.instant();
        machine = machine.plusSeconds(step);
        pass(Duration.ofMillis(millis));
        Instant after = fresh.instant();
        assertFalse(after.isBefore(before));
        Duration shown = Duration.between(before, after);
        assertTrue(shown.toMillis() >= millis * 9L / 10 - 1, shown::toString);
        if (step > 60) {
            assertEquals(machine, after);
        } else {
            assertTrue(shown.toMillis() <= millis * 11L / 10, shown::toString);
        }
    }
}
