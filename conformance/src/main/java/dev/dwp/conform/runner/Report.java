package dev.dwp.conform.runner;

import dev.dwp.conform.dialogue.Dialogue;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Tells of cases as they end, and at the end what was not as expected; writes files where that was asked for. */
final class Report {
    private final PrintStream out;
    private final Set<String> expectedFailures;
    private final Optional<Path> text;
    private final Optional<Path> junit;
    private final List<CaseResult> results = new ArrayList<>();
    private final StringBuilder written = new StringBuilder();

    private Report(PrintStream out, Set<String> expectedFailures, Optional<Path> text, Optional<Path> junit) {
        this.out = out;
        this.expectedFailures = expectedFailures;
        this.text = text;
        this.junit = junit;
    }

    /** Reads the list of expected failures, where there is one. */
    static Report of(Options options, PrintStream out) throws IOException {
        Set<String> expected = new TreeSet<>();
        if (options.value("expected-failures").isPresent()) {
            for (String line : Files.readAllLines(
                    Path.of(options.value("expected-failures").get()))) {
                String name = line.replaceFirst("#.*", "").strip();
                if (!name.isEmpty()) {
                    expected.add(name);
                }
            }
        }
        return new Report(
                out,
                expected,
                options.value("report").map(Path::of),
                options.value("junit").map(Path::of));
    }

    static String listed(Dialogue dialogue) {
        return "%-44s §%-10s %-6s %s"
                .formatted(
                        dialogue.name(),
                        String.join(", ", dialogue.sections()),
                        dialogue.level().written(),
                        dialogue.title());
    }

    /** Takes a case that has ended. */
    void add(CaseResult result) {
        results.add(result);
        switch (result.outcome()) {
            case PASSED -> say((expected(result) ? "PASSED, and was expected to fail  " : "ok    ") + result.name());
            case SKIPPED -> say("skip  " + result.name() + ": " + result.detail());
            case FAILED -> {
                say((expected(result) ? "fails as expected  " : "FAIL  ") + result.name());
                say("  " + result.dialogue().title() + " (PROTOCOL §"
                        + String.join(", §", result.dialogue().sections()) + ")");
                say("  " + result.detail());
            }
        }
    }

    private boolean expected(CaseResult result) {
        return expectedFailures.contains(result.name())
                || expectedFailures.contains(result.dialogue().name());
    }

    /** Tells the sum and writes the files; true where all was as expected. */
    boolean end() throws IOException {
        List<CaseResult> unexpected = unexpected();
        long passed = count(CaseResult.Outcome.PASSED);
        long failed = count(CaseResult.Outcome.FAILED);
        long skipped = count(CaseResult.Outcome.SKIPPED);
        say("");
        say("%d passed, %d failed, %d skipped".formatted(passed, failed, skipped));
        Set<String> unknown = new TreeSet<>(expectedFailures);
        results.forEach(result -> {
            unknown.remove(result.name());
            unknown.remove(result.dialogue().name());
        });
        unknown.forEach(name -> say("expected to fail, but not run: " + name));
        if (passed + failed == 0) {
            say("Nothing was run.");
        }
        say(
                unexpected.isEmpty()
                        ? "all as expected"
                        : "not as expected: "
                                + unexpected.stream().map(CaseResult::name).collect(Collectors.joining(", ")));
        if (text.isPresent()) {
            Files.writeString(text.get(), written);
        }
        if (junit.isPresent()) {
            Files.writeString(junit.get(), JUnitXml.of(results, unexpected));
        }
        return unexpected.isEmpty() && passed + failed > 0;
    }

    private List<CaseResult> unexpected() {
        return results.stream()
                .filter(result -> switch (result.outcome()) {
                    case PASSED -> expected(result);
                    case FAILED -> !expected(result);
                    case SKIPPED -> false;
                })
                .toList();
    }

    private long count(CaseResult.Outcome outcome) {
        return results.stream().filter(result -> result.outcome() == outcome).count();
    }

    private void say(String line) {
        out.println(line);
        written.append(line).append('\n');
    }
}
