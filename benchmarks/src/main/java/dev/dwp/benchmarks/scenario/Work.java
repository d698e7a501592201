package dev.dwp.benchmarks.scenario;

import dev.dwp.benchmarks.client.ClosedLoop;
import dev.dwp.benchmarks.client.LoadLoop;
import dev.dwp.benchmarks.client.Subscription;
import dev.dwp.benchmarks.figures.Figures;
import dev.dwp.benchmarks.machine.Bench;
import dev.dwp.benchmarks.machine.ServerProcess;
import java.io.IOException;
import java.util.Map;

/**
 * Samples of jobs that do nothing, from end to end: until a subscriber has been told that each is completed.
 *
 * @param jobs how many
 */
record Work(Bench bench, ServerProcess server, int jobs) {
    private static final int CONNECTIONS = 64;
    private static final int DEPTH = 16;

    /** What a server needs to be told for it. */
    static Map<String, String> environment() {
        return Map.of("DWP_WORKERS_CONCURRENCY", Integer.toString(Occupation.WORKERS));
    }

    /** What a backlog took: for its making, and from when workers are let at it until the last event. */
    record Backlog(double enqueueSeconds, double workSeconds, Figures used) {}

    /** All jobs are there before the first of them is begun. */
    Backlog workOff() throws IOException {
        try (LoadLoop loop = new LoadLoop(server.uri())) {
            Occupation occupation = Occupation.begin(loop);
            ClosedLoop producers = producers(loop);
            Usage enqueuing = Usage.start(bench, server);
            producers.send(jobs, Waiting.LIMIT);
            double enqueueSeconds = enqueuing.seconds();
            JobCount count = new JobCount();
            Subscription.open(loop, "jobs", null, count);
            Usage working = Usage.start(bench, server);
            occupation.end();
            loop.runUntil(() -> count.completed() == jobs, Waiting.LIMIT);
            return new Backlog(enqueueSeconds, working.seconds(), working.figures(jobs));
        }
    }

    /** The same as rates. */
    Figures backlog() throws IOException {
        Backlog backlog = workOff();
        return new Figures()
                .put("worked off/s", jobs / backlog.workSeconds())
                .put("enqueued before that/s", jobs / backlog.enqueueSeconds())
                .put(backlog.used());
    }

    /** Jobs are enqueued while they are worked: seconds from the first request to the last event. */
    double streamSeconds() throws IOException {
        try (LoadLoop loop = new LoadLoop(server.uri())) {
            JobCount count = new JobCount();
            Subscription.open(loop, "jobs", null, count);
            ClosedLoop producers = producers(loop);
            long start = System.nanoTime();
            producers.begin(jobs);
            loop.runUntil(() -> count.completed() == jobs, Waiting.LIMIT);
            return (System.nanoTime() - start) / 1e9;
        }
    }

    /** The same as a rate. */
    Figures stream() throws IOException {
        Usage usage = Usage.start(bench, server);
        double seconds = streamSeconds();
        return new Figures().put("enqueued and completed/s", jobs / seconds).put(usage.figures(jobs));
    }

    private static ClosedLoop producers(LoadLoop loop) throws IOException {
        return new ClosedLoop(loop, CONNECTIONS, DEPTH, Requests::echo);
    }
}
