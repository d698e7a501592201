package dev.dwp.conform.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.conform.dialogue.Dialogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Keeps the list of rules whole: what it names is there, and each dialogue is in it. */
@DisplayName("The list of the contract's rules")
class RulesTest {
    private static final Path ROOT = Path.of("..");
    private static final Path PAGE = ROOT.resolve("docs/conformance.md");
    private static final String BEGIN =
            "<!-- From conformance/rules.txt; DWP_WRITE_DOCS=1 with RulesTest writes it. -->\n\n";
    private static final String END = "\n<!-- End of the rules that no dialogue shows. -->";

    private record Rule(String section, String rule, List<String> shownBy) {
        private static Rule of(String line) {
            List<String> parts =
                    Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
            assertEquals(3, parts.size(), line);
            return new Rule(
                    parts.get(0),
                    parts.get(1),
                    Arrays.stream(parts.get(2).split(",")).map(String::strip).toList());
        }

        private boolean onlyByTests() {
            return shownBy.stream().allMatch(one -> one.startsWith("test:"));
        }
    }

    private static List<Rule> rules() throws IOException {
        return Files.readAllLines(Path.of("rules.txt")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(Rule::of)
                .toList();
    }

    private static Set<String> dialogues() throws IOException {
        Set<String> names = new TreeSet<>();
        DialogueLibrary.servers().stream().map(Dialogue::name).forEach(names::add);
        DialogueLibrary.clients().stream()
                .map(client -> "client/" + client.name())
                .forEach(names::add);
        return names;
    }

    private static Set<String> tests() throws IOException {
        Set<String> names = new TreeSet<>();
        for (String module : List.of("adapters-http", "adapters-persistence", "application", "bootstrap")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/test/java"))) {
                files.map(file -> String.valueOf(file.getFileName()))
                        .filter(name -> name.endsWith("Test.java"))
                        .forEach(name -> names.add("test:" + name.replace(".java", "")));
            }
        }
        return names;
    }

    @Test
    @DisplayName("Each rule is shown by something, and that is there")
    void namesWhatThereIs() throws IOException {
        Set<String> there = dialogues();
        there.addAll(tests());
        List<String> missing = new ArrayList<>();
        for (Rule rule : rules()) {
            rule.shownBy().stream()
                    .filter(one -> !there.contains(one))
                    .forEach(one -> missing.add("§" + rule.section() + " " + rule.rule() + ": '" + one + "'"));
        }
        assertEquals(List.of(), missing);
    }

    @Test
    @DisplayName("Each dialogue shows a rule")
    void namesEachDialogue() throws IOException {
        Set<String> unnamed = dialogues();
        rules().forEach(rule -> unnamed.removeAll(rule.shownBy()));
        assertEquals(Set.of(), unnamed);
    }

    @Test
    @DisplayName("Rules stand in the order of the sections, each once")
    void areInOrder() throws IOException {
        List<String> sections = rules().stream().map(Rule::section).toList();
        assertEquals(sections.stream().sorted().toList(), sections);
        List<String> all = rules().stream().map(Rule::rule).toList();
        assertEquals(List.copyOf(new java.util.LinkedHashSet<>(all)), all);
    }

    @Test
    @DisplayName("The page tells which rules no dialogue shows, and which test does")
    void thePageTellsTheRest() throws IOException {
        String table = rules().stream()
                .filter(Rule::onlyByTests)
                .map(rule -> "| %s (§%s) | %s |\n"
                        .formatted(
                                rule.rule(),
                                rule.section(),
                                rule.shownBy().stream()
                                        .map(test -> "`" + test.substring("test:".length()) + "`")
                                        .collect(Collectors.joining(", "))))
                .collect(Collectors.joining("", "| rule | proven by |\n|---|---|\n", ""));
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN);
        int end = page.indexOf(END);
        assertTrue(begin >= 0 && end > begin, "The page has no place for the table.");
        String written = page.substring(0, begin + BEGIN.length()) + table + page.substring(end);
        if ("1".equals(System.getenv("DWP_WRITE_DOCS"))) {
            Files.writeString(PAGE, written);
        }
        assertEquals(written, Files.readString(PAGE));
    }
}
