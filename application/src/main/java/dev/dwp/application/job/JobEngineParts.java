package dev.dwp.application.job;

import dev.dwp.application.handler.Handlers;
import dev.dwp.application.id.IdGenerator;
import dev.dwp.application.loop.Loop;
import dev.dwp.application.port.out.Alarms;
import dev.dwp.application.port.out.PayloadBinder;
import dev.dwp.application.port.out.ServerThreads;
import dev.dwp.application.port.out.Store;
import dev.dwp.application.port.out.Telemetry;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.random.RandomGenerator;

/**
 * What the engine is made of.
 *
 * @param random for the jitter of retries; must be thread-safe
 * @param threads what its loops run on
 */
public record JobEngineParts(
        Store store,
        Handlers handlers,
        PayloadBinder binder,
        IdGenerator ids,
        InstantSource clock,
        Alarms alarms,
        RandomGenerator random,
        Telemetry telemetry,
        ServerThreads threads,
        WorkerSettings settings) {

    /** Lets the clock tick in microseconds: stores keep no more, and what was told must not differ from what is kept. */
    public JobEngineParts {
        InstantSource finer = clock;
        clock = () -> finer.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** The parts that its loops are made of. */
    Loop.Parts loop() {
        return new Loop.Parts(clock, alarms, threads);
    }
}
