package dev.dwp.benchmarks.scenario;

import dev.dwp.benchmarks.client.LoadLoop;
import dev.dwp.benchmarks.figures.Figures;
import dev.dwp.benchmarks.figures.Latencies;
import dev.dwp.benchmarks.figures.Rounds;
import dev.dwp.benchmarks.figures.Variant;
import dev.dwp.benchmarks.machine.Backend;
import dev.dwp.benchmarks.machine.Bench;
import dev.dwp.benchmarks.machine.ServerProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How long {@code order-pipeline}, a workflow of four steps that do nothing, takes from start to its last event. */
public final class Workflows implements Scenario {
    private static final Duration SETTLING = Duration.ofMillis(500);
    private static final Duration WARM_UP = Duration.ofSeconds(4);
    private static final List<Integer> AT_A_TIME = List.of(1, 64);

    @Override
    public Rounds run(Bench bench, Plan plan) throws Exception {
        try (Servers servers = Servers.start(bench, plan, Map.of())) {
            List<Variant> variants = new ArrayList<>();
            for (int count : AT_A_TIME) {
                for (Backend backend : plan.backends()) {
                    ServerProcess server = servers.on(backend);
                    variants.add(new Variant(
                            Labels.of("store", backend, "runs at a time", count),
                            null,
                            () -> sample(bench, server, count, plan.sample())));
                }
            }
            for (Backend backend : plan.backends()) {
                sample(bench, servers.on(backend), AT_A_TIME.getLast(), WARM_UP);
            }
            return Rounds.take(plan.rounds(), variants);
        }
    }

    private static Figures sample(Bench bench, ServerProcess server, int count, Duration time) throws Exception {
        try (LoadLoop loop = new LoadLoop(server.uri())) {
            Runs runs = new Runs(loop, count);
            runs.measure(SETTLING);
            Usage usage = Usage.start(bench, server);
            Latencies latencies = runs.measure(time);
            Figures figures = new Figures()
                    .put("runs/s", latencies.count() / usage.seconds())
                    .put("run", latencies)
                    .put(usage.figures(latencies.count()));
            runs.finish();
            return figures;
        }
    }
}
