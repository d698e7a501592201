package dev.dwp.benchmarks.scenario;

import dev.dwp.benchmarks.figures.Rounds;
import dev.dwp.benchmarks.figures.Variant;
import dev.dwp.benchmarks.machine.Backend;
import dev.dwp.benchmarks.machine.Bench;
import dev.dwp.benchmarks.machine.ServerProcess;
import java.util.ArrayList;
import java.util.List;

/** Jobs that do nothing, until subscribers have been told that they are completed; and how soon a job is begun. */
public final class EndToEnd implements Scenario {
    @Override
    public Rounds run(Bench bench, Plan plan) throws Exception {
        try (Servers servers = Servers.start(bench, plan, Work.environment())) {
            List<Variant> variants = new ArrayList<>();
            for (Backend backend : plan.backends()) {
                ServerProcess server = servers.on(backend);
                Work work = new Work(bench, server, plan.jobs());
                variants.add(new Variant(Labels.of("store", backend, "jobs", "a backlog"), null, work::backlog));
                variants.add(new Variant(Labels.of("store", backend, "jobs", "a stream"), null, work::stream));
                variants.add(new Variant(
                        Labels.of("store", backend, "jobs", "50 a second"),
                        null,
                        () -> Pickup.measure(server.uri()).figures()));
                work.stream();
            }
            return Rounds.take(plan.rounds(), variants);
        }
    }
}
