package dev.dwp.benchmarks.scenario;

import dev.dwp.benchmarks.figures.Figures;
import dev.dwp.benchmarks.machine.Bench;
import dev.dwp.benchmarks.machine.ServerProcess;
import java.lang.management.ManagementFactory;

/**
 * What has been used since a moment.
 *
 * @param startedAt that moment, in nanoseconds
 * @param client seconds of processor time that the calling thread, which is the load client, had used then
 * @param server those of the server
 * @param database those of the PostgreSQL server
 */
record Usage(Bench bench, ServerProcess process, long startedAt, double client, double server, double database) {

    static Usage start(Bench bench, ServerProcess process) {
        return new Usage(
                bench, process, System.nanoTime(), clientSeconds(), process.cpuSeconds(), bench.databaseCpuSeconds());
    }

    private static double clientSeconds() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
    }

    /** Time that has passed. */
    double seconds() {
        return (System.nanoTime() - startedAt) / 1e9;
    }

    /** Processor time for each thousand of what was done, and how much of one core the client took. */
    Figures figures(long done) {
        double thousands = done / 1000.0;
        double passed = seconds();
        return new Figures()
                .put("server CPU s/1000", (process.cpuSeconds() - server) / thousands)
                .put("database CPU s/1000", (bench.databaseCpuSeconds() - database) / thousands)
                .put("client cores", (clientSeconds() - client) / passed);
    }
}
