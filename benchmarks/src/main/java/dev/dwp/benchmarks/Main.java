package dev.dwp.benchmarks;

import dev.dwp.benchmarks.figures.Report;
import dev.dwp.benchmarks.figures.Rounds;
import dev.dwp.benchmarks.machine.Bench;
import dev.dwp.benchmarks.scenario.Attack;
import dev.dwp.benchmarks.scenario.EndToEnd;
import dev.dwp.benchmarks.scenario.Enqueue;
import dev.dwp.benchmarks.scenario.Growth;
import dev.dwp.benchmarks.scenario.JavaClient;
import dev.dwp.benchmarks.scenario.Peers;
import dev.dwp.benchmarks.scenario.Plan;
import dev.dwp.benchmarks.scenario.Recovery;
import dev.dwp.benchmarks.scenario.Scenario;
import dev.dwp.benchmarks.scenario.Workflows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs benchmarks; {@code benchmarks/run} starts it. */
public final class Main {
    private Main() {}

    private static Map<String, Scenario> scenarios() {
        Map<String, Scenario> scenarios = new LinkedHashMap<>();
        scenarios.put("enqueue", new Enqueue());
        scenarios.put("client", new JavaClient());
        scenarios.put("endtoend", new EndToEnd());
        scenarios.put("workflow", new Workflows());
        scenarios.put("recovery", new Recovery());
        scenarios.put("growth", new Growth());
        scenarios.put("attack", new Attack());
        scenarios.put("peers", new Peers());
        return scenarios;
    }

    /**
     * Arguments: the top of the checkout, the benchmark or {@code all}, and options. Ends with 2 when they are wrong, and
     * with 1 when a benchmark found what must not be.
     */
    public static void main(String[] args) throws Exception {
        try {
            run(Path.of(args[0]).toAbsolutePath(), args);
        } catch (WrongUsage e) {
            System.err.println(e.getMessage() + " See: benchmarks/run help");
            System.exit(2);
        }
    }

    private static void run(Path root, String[] args) throws Exception {
        Map<String, Scenario> scenarios = scenarios();
        List<String> names = args[1].equals("all") ? List.copyOf(scenarios.keySet()) : List.of(args[1]);
        Arguments arguments = Arguments.parse(List.of(args).subList(2, args.length), root);
        List<String> faults = new ArrayList<>();
        for (String name : names) {
            Scenario scenario = scenarios.get(name);
            if (scenario == null) {
                throw new WrongUsage("There is no benchmark '%s'.".formatted(name));
            }
            faults.addAll(run(name, scenario, root, arguments));
        }
        faults.forEach(System.err::println);
        if (!faults.isEmpty()) {
            System.exit(1);
        }
    }

    private static List<String> run(String name, Scenario scenario, Path root, Arguments arguments) throws Exception {
        Plan plan = arguments.plan().orOn(scenario.stores());
        if (!scenario.possible().containsAll(plan.backends())) {
            throw new WrongUsage("The benchmark '%s' runs on %s.".formatted(name, scenario.possible()));
        }
        Path work = Files.createDirectories(arguments.work().resolve(name));
        Folders.empty(work);
        Rounds rounds;
        try (Bench bench = new Bench(root, work)) {
            rounds = scenario.run(bench, plan);
            Report report = new Report(name, bench.conditions(), rounds);
            System.out.println(report.write(arguments.results(), LocalDate.now(ZoneOffset.UTC)));
        }
        Folders.empty(work);
        return scenario.faults(rounds, plan);
    }
}
