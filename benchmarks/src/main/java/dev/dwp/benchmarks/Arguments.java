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
     * @throws WrongUsage when there is an unknown one, or a value is missing or cannot be
     */
    static Arguments parse(List<String> options, Path root) {
        int rounds = 5;
        Duration sample = Duration.ofSeconds(2);
        int jobs = 20_000;
        List<Backend> backends = List.of();
        Duration slowest = Duration.ofSeconds(1);
        List<Integer> stored = List.of(0, 1000, 10_000, 100_000, 1_000_000);
        Path work = root.resolve("benchmarks/target/work");
        Path results = root.resolve("benchmarks/results");
        for (Iterator<String> rest = options.iterator(); rest.hasNext(); ) {
            String option = rest.next();
            if (!rest.hasNext()) {
                throw new WrongUsage("The option '%s' needs a value.".formatted(option));
            }
            String value = rest.next();
            switch (option) {
                case "--rounds" -> rounds = (int) number(option, value);
                case "--seconds" -> sample = Duration.ofSeconds(number(option, value));
                case "--jobs" -> jobs = (int) number(option, value);
                case "--stores" ->
                    backends = COMMA.splitAsStream(value)
                            .map(part -> store(option, part))
                            .toList();
                case "--limit-ms" -> slowest = Duration.ofMillis(number(option, value));
                case "--stored" ->
                    stored = COMMA.splitAsStream(value)
                            .map(part -> (int) number(option, part))
                            .toList();
                case "--work" -> work = Path.of(value).toAbsolutePath();
                case "--results" -> results = Path.of(value).toAbsolutePath();
                default -> throw new WrongUsage("There is no option '%s'.".formatted(option));
            }
        }
        return new Arguments(new Plan(rounds, sample, jobs, backends, stored, slowest), work, results);
    }

    private static Backend store(String option, String value) {
        try {
            return Backend.named(value);
        } catch (IllegalArgumentException e) {
            throw new WrongUsage("'%s' takes memory, sqlite or postgres, not '%s'.".formatted(option, value));
        }
    }

    private static long number(String option, String value) {
        try {
            return Integer.parseUnsignedInt(value);
        } catch (NumberFormatException e) {
            throw new WrongUsage("'%s' takes numbers, not '%s'.".formatted(option, value));
        }
    }
}
