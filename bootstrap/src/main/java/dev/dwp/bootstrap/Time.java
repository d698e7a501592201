package dev.dwp.bootstrap;

import dev.dwp.application.port.out.Alarms;
import dev.dwp.application.port.out.ServerThreads;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * A clock and what it wakes.
 *
 * @param stop ends the alarms
 */
record Time(InstantSource clock, Alarms alarms, Runnable stop) {
    /** The machine's clock, in the microseconds that every store keeps. */
    static final InstantSource SYSTEM = () -> Instant.now().truncatedTo(ChronoUnit.MICROS);

    /** A clock that goes by itself. */
    static Time by(InstantSource clock, ServerThreads threads) {
        SystemAlarms alarms = new SystemAlarms(clock, threads);
        return new Time(clock, alarms, alarms::close);
    }
}
