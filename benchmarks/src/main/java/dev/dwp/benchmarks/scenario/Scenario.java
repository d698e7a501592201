package dev.dwp.benchmarks.scenario;

import dev.dwp.benchmarks.figures.Rounds;
import dev.dwp.benchmarks.machine.Backend;
import dev.dwp.benchmarks.machine.Bench;
import java.util.List;

/** A benchmark. */
@FunctionalInterface
public interface Scenario {

    /** Runs it from start to end. */
    Rounds run(Bench bench, Plan plan) throws Exception;

    /** The stores on which it runs where the command line names none. */
    default List<Backend> stores() {
        return Backend.durable();
    }

    /** The stores on which it can run. */
    default List<Backend> possible() {
        return Backend.durable();
    }

    /** What must not be in its figures and is, a sentence each. */
    default List<String> faults(Rounds rounds, Plan plan) {
        return List.of();
    }
}
