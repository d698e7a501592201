package dev.dwp.bootstrap;

import dev.dwp.application.port.out.Alarms;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * A clock and what it wakes.
 *
 * @param stop ends the alarms
 */
record Time(InstantSource clock, Alarms alarms, Runnable stop) {
    /** The system's clock, in the microseconds that every store keeps. */
    static Time system() {
        InstantSource clock = () -> Instant.now().truncatedTo(ChronoUnit.MICROS);
        SystemAlarms alarms = new SystemAlarms(clock);
        return new Time(clock, alarms, alarms::close);
    }
}
