package dev.dwp.benchmarks;

import dev.dwp.benchmarks.machine.Backend;
import dev.dwp.benchmarks.scenario.Plan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The options of the command line.
 *
 * @param work where servers keep their data meanwhile
 * @param results where the outcome is written
 */
record Arguments(Plan plan, Path work, Path results) {
    private static final Pattern COMMA = Pattern.compile(",");

    /**
     * Reads options and their values.
     *
     * @throws IllegalArgumentException when there is an unknown one, or a value is missing or cannot be
     */
    static Arguments parse(List<String> options, Path root) {
        int rounds = 5;
        Duration sample = Duration.ofSeconds(2);
        int jobs = 20_000;
        List<Backend> backends = List.of(Backend.values());
        List<Integer> stored = List.of(0, 1000, 10_000, 100_000, 1_000_000);
        Path work = root.resolve("benchmarks/target/work");
        Path results = root.resolve("benchmarks/results");
        for (Iterator<String> rest = options.iterator(); rest.hasNext(); ) {
            String option = rest.next();
            if (!rest.hasNext()) {
                throw new IllegalArgumentException("The option '%s' needs a value.".formatted(option));
            }
            String value = rest.next();
            switch (option) {
                case "--rounds" -> rounds = Integer.parseInt(value);
                case "--seconds" -> sample = Duration.ofSeconds(Long.parseLong(value));
                case "--jobs" -> jobs = Integer.parseInt(value);
                case "--stores" ->
                    backends = COMMA.splitAsStream(value).map(Backend::named).toList();
                case "--stored" ->
                    stored = COMMA.splitAsStream(value).map(Integer::valueOf).toList();
                case "--work" -> work = Path.of(value).toAbsolutePath();
                case "--results" -> results = Path.of(value).toAbsolutePath();
                default -> throw new IllegalArgumentException("There is no option '%s'.".formatted(option));
            }
        }
        return new Arguments(new Plan(rounds, sample, jobs, backends, stored), work, results);
    }
}
