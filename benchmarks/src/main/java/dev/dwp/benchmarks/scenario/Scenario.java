package dev.dwp.benchmarks.scenario;

import dev.dwp.benchmarks.figures.Rounds;
import dev.dwp.benchmarks.machine.Bench;

/** A benchmark. */
@FunctionalInterface
public interface Scenario {

    /** Runs it from start to end. */
    Rounds run(Bench bench, Plan plan) throws Exception;
}
