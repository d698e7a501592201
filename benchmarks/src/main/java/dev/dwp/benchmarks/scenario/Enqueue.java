package dev.dwp.benchmarks.scenario;

import dev.dwp.benchmarks.client.ClosedLoop;
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

/** How many jobs a second are acknowledged, which means that they are on the disk, and how long an answer takes. */
public final class Enqueue implements Scenario {
    private static final Duration SETTLING = Duration.ofMillis(500);
    private static final Duration WARM_UP = Duration.ofSeconds(4);

    private static final List<Load> LOADS =
            List.of(new Load(1, 1), new Load(16, 1), new Load(64, 1), new Load(64, 16), new Load(256, 16));

    private record Load(int connections, int depth) {}

    @Override
    public Rounds run(Bench bench, Plan plan) throws Exception {
        try (Servers servers = Servers.start(bench, plan, Map.of(Requests.ACCEPT_UNKNOWN, "true"))) {
            List<Variant> variants = new ArrayList<>();
            for (Load load : LOADS) {
                for (Backend backend : plan.backends()) {
                    ServerProcess server = servers.on(backend);
                    Map<String, String> labels = Labels.of(
                            "store", backend, "connections", load.connections(), "under way on each", load.depth());
                    variants.add(new Variant(labels, null, () -> sample(bench, server, load, plan.sample())));
                }
            }
            for (Backend backend : plan.backends()) {
                sample(bench, servers.on(backend), new Load(64, 16), WARM_UP);
            }
            return Rounds.take(plan.rounds(), variants);
        }
    }

    private static Figures sample(Bench bench, ServerProcess server, Load load, Duration time) throws Exception {
        double syncs = bench.syncRate();
        try (LoadLoop loop = new LoadLoop(server.uri())) {
            ClosedLoop clients = new ClosedLoop(
                    loop, load.connections(), load.depth(), id -> Requests.enqueue(id, Requests.ELSEWHERE));
            clients.warmUp(SETTLING);
            Usage usage = Usage.start(bench, server);
            Latencies latencies = clients.measure(time);
            Figures figures = new Figures()
                    .put("acknowledged/s", latencies.count() / usage.seconds())
                    .put("answer", latencies)
                    .put(usage.figures(latencies.count()));
            clients.finish(Waiting.LIMIT);
            return figures.put("fdatasyncs/s", syncs);
        }
    }
}
