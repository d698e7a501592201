package dev.dwp.application.workflow;

import dev.dwp.application.handler.Handlers;
import dev.dwp.application.id.IdGenerator;
import dev.dwp.application.loop.Loop;
import dev.dwp.application.port.out.Alarms;
import dev.dwp.application.port.out.PayloadBinder;
import dev.dwp.application.port.out.ServerThreads;
import dev.dwp.application.port.out.Store;
import dev.dwp.application.port.out.Telemetry;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * What the engine is made of.
 *
 * @param random for the jitter of retries; must be thread-safe
 * @param threads what its loops run on
 */
public record WorkflowEngineParts(
        Store store,
        Handlers handlers,
        PayloadBinder binder,
        IdGenerator ids,
        InstantSource clock,
        Alarms alarms,
        RandomGenerator random,
        Telemetry telemetry,
        ServerThreads threads,
        WorkflowSettings settings) {

    /** The parts that its loops are made of. */
    Loop.Parts loop() {
        return new Loop.Parts(clock, alarms, threads);
    }
}
