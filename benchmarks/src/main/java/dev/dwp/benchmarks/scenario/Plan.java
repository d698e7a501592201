package dev.dwp.benchmarks.scenario;

import dev.dwp.benchmarks.machine.Backend;
import java.time.Duration;
import java.util.List;

/**
 * How much to measure.
 *
 * @param rounds how many samples of each variant
 * @param sample how long one takes, where it does not end by itself
 * @param jobs how many jobs one works off
 * @param backends on which stores; none for those that are usual
 * @param stored how many jobs of each kind the stores have that grow, the fewest first
 * @param slowest how long a request of a client may take while others attack the server
 */
public record Plan(
        int rounds, Duration sample, int jobs, List<Backend> backends, List<Integer> stored, Duration slowest) {

    /** The same, on these stores where it names none. */
    public Plan orOn(List<Backend> usual) {
        return backends.isEmpty() ? new Plan(rounds, sample, jobs, usual, stored, slowest) : this;
    }
}
