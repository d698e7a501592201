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

    /** All jobs are there before the first of them is begun. */
    Figures backlog() throws IOException {
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
            Figures figures = new Figures().put("worked off/s", jobs / working.seconds());
            working.put(figures, jobs);
            return figures.put("enqueued/s before that", jobs / enqueueSeconds);
        }
    }

    /** Jobs are enqueued while they are worked. */
    Figures stream() throws IOException {
        try (LoadLoop loop = new LoadLoop(server.uri())) {
            JobCount count = new JobCount();
            Subscription.open(loop, "jobs", null, count);
            ClosedLoop producers = producers(loop);
            Usage usage = Usage.start(bench, server);
            producers.begin(jobs);
            loop.runUntil(() -> count.completed() == jobs, Waiting.LIMIT);
            Figures figures = new Figures().put("enqueued and completed/s", jobs / usage.seconds());
            usage.put(figures, jobs);
            return figures;
        }
    }

    private static ClosedLoop producers(LoadLoop loop) throws IOException {
        return new ClosedLoop(loop, CONNECTIONS, DEPTH, Requests::echo);
    }
}
