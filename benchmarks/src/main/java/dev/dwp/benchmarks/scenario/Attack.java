package dev.dwp.benchmarks.scenario;

import dev.dwp.benchmarks.figures.Figures;
import dev.dwp.benchmarks.figures.Rounds;
import dev.dwp.benchmarks.figures.Variant;
import dev.dwp.benchmarks.machine.Backend;
import dev.dwp.benchmarks.machine.Bench;
import dev.dwp.benchmarks.machine.ServerProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A server with a heap of 512 MB is attacked while somebody else goes on with ordinary requests. */
public final class Attack implements Scenario {
    private static final String HEAP = "512m";
    private static final Duration WARM_UP = Duration.ofSeconds(4);
    private static final String OUT_OF_MEMORY = "out of memory";

    @Override
    public List<Backend> stores() {
        return List.of(Backend.MEMORY);
    }

    @Override
    public List<Backend> possible() {
        return List.of(Backend.values());
    }

    @Override
    public Rounds run(Bench bench, Plan plan) throws Exception {
        List<Variant> variants = new ArrayList<>();
        for (Backend backend : plan.backends()) {
            Attackers.attacks()
                    .keySet()
                    .forEach(attack -> variants.add(new Variant(
                            Labels.of("store", backend, "attack", attack),
                            null,
                            () -> sample(bench, backend, attack, plan.sample()))));
        }
        return Rounds.take(plan.rounds(), variants);
    }

    private static Figures sample(Bench bench, Backend backend, String attack, Duration time) throws Exception {
        Path log = Files.createTempFile(bench.work(), "attacked", ".log");
        Figures figures;
        try (ServerProcess server = bench.serveWithin(HEAP, log, bench.emptyStore(backend));
                Bystander bystander = new Bystander(server.uri())) {
            bystander.work(WARM_UP);
            try (AttackerProcess attackers = AttackerProcess.start(server.uri(), attack, log)) {
                figures = bystander.work(time);
                figures.put("attacks/s", attackers.stop() * 1e9 / time.toNanos());
            }
        }
        boolean outOfMemory = Files.readString(log).contains("OutOfMemoryError");
        return figures.put(OUT_OF_MEMORY, outOfMemory ? 1 : 0);
    }

    @Override
    public List<String> faults(Rounds rounds, Plan plan) {
        List<String> faults = new ArrayList<>();
        rounds.samples()
                .forEach((variant, samples) -> samples.stream()
                        .map(Figures::values)
                        .forEach(figures -> faults.addAll(faults(variant, figures, plan.slowest()))));
        return faults;
    }

    private static List<String> faults(Variant variant, Map<String, Double> figures, Duration limit) {
        List<String> faults = new ArrayList<>();
        if (figures.getOrDefault(Bystander.SLOWEST, Double.NaN) > limit.toMillis()) {
            faults.add("%s: a request took %.0f ms, which is more than %d ms."
                    .formatted(variant.labels(), figures.get(Bystander.SLOWEST), limit.toMillis()));
        }
        if (figures.getOrDefault(Bystander.REFUSED, 0.0) > 0) {
            faults.add("%s: %.0f requests were refused.".formatted(variant.labels(), figures.get(Bystander.REFUSED)));
        }
        if (figures.getOrDefault(OUT_OF_MEMORY, 0.0) > 0) {
            faults.add("%s: the server ran out of memory.".formatted(variant.labels()));
        }
        return faults;
    }
}
