package dev.dwp.benchmarks.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dwp.benchmarks.figures.Figures;
import dev.dwp.benchmarks.figures.Latencies;
import dev.dwp.benchmarks.figures.Rounds;
import dev.dwp.benchmarks.figures.Variant;
import dev.dwp.benchmarks.machine.Backend;
import dev.dwp.benchmarks.machine.Bench;
import dev.dwp.benchmarks.machine.ServerProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Other job systems and this one work off the same on one PostgreSQL server. Each sample has an empty database and new
 * processes, so that all are as cold; a server that runs for long is measured beside that.
 */
public final class Peers implements Scenario {
    private static final int FEW = 10;

    /** After so many a JVM has compiled what it runs. */
    private static final int WARMING = 50_000;

    private static final int WORKERS_OF_PEERS = 64;

    @Override
    public Rounds run(Bench bench, Plan plan) throws Exception {
        Map<String, String> dwp = Labels.of("system", "DWP", "version", "of this checkout");
        List<Variant> variants = new ArrayList<>();
        variants.add(new Variant(dwp, null, () -> dwp(bench, plan.jobs(), 0)));
        variants.add(new Variant(
                Labels.of("system", "DWP, warmed up", "version", "of this checkout"),
                dwp,
                () -> dwp(bench, plan.jobs(), WARMING)));
        for (Peer peer : Peer.in(bench.root().resolve("benchmarks/peers"))) {
            JsonNode trial = peer.run(bench.emptyDatabase(), FEW, WORKERS_OF_PEERS, log(bench, peer));
            Map<String, String> labels = Labels.of(
                    "system", peer.name(), "version", trial.path("version").asText());
            variants.add(new Variant(labels, dwp, () -> peer(bench, peer, plan.jobs())));
        }
        return Rounds.take(plan.rounds(), variants);
    }

    private static Figures dwp(Bench bench, int jobs, int before) throws Exception {
        try (ServerProcess streaming = serve(bench, before);
                ServerProcess server = serve(bench, before)) {
            double total = new Work(bench, streaming, jobs).streamSeconds();
            double unused = bench.databaseCpuSeconds();
            Work.Backlog backlog = new Work(bench, server, jobs).workOff();
            Latencies pickup = Pickup.measure(server.uri()).begun();
            return new Comparison(
                            backlog.workSeconds(),
                            backlog.enqueueSeconds(),
                            total,
                            pickup.percentile(0.5),
                            pickup.percentile(0.99),
                            bench.databaseCpuSeconds() - unused)
                    .figures(jobs);
        }
    }

    /** Starts a server on an empty database and has it work off some jobs. */
    private static ServerProcess serve(Bench bench, int jobs) throws Exception {
        ServerProcess server = bench.serve(bench.emptyStore(Backend.POSTGRES), Work.environment());
        new Work(bench, server, jobs).streamSeconds();
        return server;
    }

    private static Figures peer(Bench bench, Peer peer, int jobs) throws Exception {
        double before = bench.databaseCpuSeconds();
        JsonNode backlog = peer.run(bench.emptyDatabase(), jobs, WORKERS_OF_PEERS, log(bench, peer));
        double used = bench.databaseCpuSeconds() - before;
        JsonNode stream = peer.run(bench.emptyDatabase(), jobs, WORKERS_OF_PEERS, log(bench, peer), "steady");
        return new Comparison(
                        backlog.required("work_seconds").asDouble(),
                        backlog.required("enqueue_seconds").asDouble(),
                        stream.required("total_seconds").asDouble(),
                        backlog.required("pickup_p50_ms").asDouble(),
                        backlog.required("pickup_p99_ms").asDouble(),
                        used)
                .figures(jobs);
    }

    private static Path log(Bench bench, Peer peer) {
        return bench.work().resolve(peer.name() + ".log");
    }
}
