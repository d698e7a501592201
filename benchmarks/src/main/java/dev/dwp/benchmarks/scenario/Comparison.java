package dev.dwp.benchmarks.scenario;

import dev.dwp.benchmarks.figures.Figures;

/**
 * What is measured of every job system.
 *
 * @param workSeconds for a backlog to be worked off
 * @param enqueueSeconds for making it
 * @param totalSeconds for jobs that are enqueued while they are worked
 * @param pickupMedian how soon a job is begun when workers are idle, in milliseconds
 * @param pickupP99 the same, of the slowest of a hundred
 * @param databaseSeconds of processor time that the database took for the backlog, its making and the pickups
 */
record Comparison(
        double workSeconds,
        double enqueueSeconds,
        double totalSeconds,
        double pickupMedian,
        double pickupP99,
        double databaseSeconds) {

    /** As rates. */
    Figures figures(int jobs) {
        return new Figures()
                .put("worked off/s", jobs / workSeconds)
                .put("enqueued before that/s", jobs / enqueueSeconds)
                .put("enqueued and completed/s", jobs / totalSeconds)
                .put("begun p50 ms", pickupMedian)
                .put("begun p99 ms", pickupP99)
                .put("database CPU s/1000", databaseSeconds * 1000 / jobs);
    }
}
