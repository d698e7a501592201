package dev.dwp.benchmarks.scenario;

import dev.dwp.benchmarks.client.ClosedLoop;
import dev.dwp.benchmarks.client.LoadLoop;
import dev.dwp.benchmarks.client.Subscription;
import dev.dwp.benchmarks.figures.Figures;
import dev.dwp.benchmarks.figures.Rounds;
import dev.dwp.benchmarks.figures.Variant;
import dev.dwp.benchmarks.machine.Backend;
import dev.dwp.benchmarks.machine.Bench;
import dev.dwp.benchmarks.machine.ServerProcess;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * A server is killed while all of its workers are busy and clients enqueue more, and is started again on the same store.
 * Times count from that start.
 */
public final class Recovery implements Scenario {
    private static final Map<String, String> ENVIRONMENT = Map.of("DWP_WORKERS_CONCURRENCY", "64");
    private static final Duration LOAD = Duration.ofSeconds(2);
    private static final int BACKLOG = 2000;
    private static final long JOB_MILLIS = 200;

    @Override
    public Rounds run(Bench bench, Plan plan) throws Exception {
        return Rounds.take(
                plan.rounds(),
                plan.backends().stream()
                        .map(backend -> new Variant(Labels.of("store", backend), null, () -> sample(bench, backend)))
                        .toList());
    }

    private static Figures sample(Bench bench, Backend backend) throws Exception {
        String store = bench.emptyStore(backend);
        Progress progress = new Progress();
        try (ServerProcess server = bench.serve(store, ENVIRONMENT)) {
            loadUntilKilled(server, progress);
        }
        Instant start = Instant.now();
        long startedAt = System.nanoTime();
        try (ServerProcess server = bench.serve(store, ENVIRONMENT);
                LoadLoop loop = new LoadLoop(server.uri())) {
            Figures figures = new Figures().put("ready s", secondsSince(startedAt));
            Set<String> interrupted = Set.copyOf(progress.running());
            Subscription.open(loop, "jobs", progress.cursor(), progress);
            loop.runUntil(() -> progress.completedAfter(start), Waiting.LIMIT);
            figures.put("first completion s", secondsSince(startedAt));
            loop.runUntil(() -> interrupted.stream().noneMatch(progress::isRunning), Waiting.LIMIT);
            return figures.put("all interrupted completed s", secondsSince(startedAt))
                    .put("interrupted jobs", interrupted.size());
        }
    }

    private static void loadUntilKilled(ServerProcess server, Progress progress) throws IOException {
        try (LoadLoop loop = new LoadLoop(server.uri())) {
            Subscription.open(loop, "jobs", null, progress);
            new ClosedLoop(loop, 16, 16, id -> Requests.sleep(id, JOB_MILLIS)).send(BACKLOG, Waiting.LIMIT);
            new ClosedLoop(loop, 16, 1, Requests::echo).begin(Long.MAX_VALUE);
            loop.run(LOAD);
            server.kill();
        }
    }

    private static double secondsSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }
}
