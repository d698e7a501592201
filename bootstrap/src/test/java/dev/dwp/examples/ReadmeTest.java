package dev.dwp.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the README shows of Java is what the examples here compile and run, to the letter. */
class ReadmeTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern SHOWN = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern MARKED =
            Pattern.compile("// README: (?!end)\\w+\n(.*?)\\s*// README: end", Pattern.DOTALL);

    @Test
    void showsWhatIsCompiled() throws IOException {
        Set<String> compiled = new TreeSet<>();
        for (Path source : sources()) {
            compiled.addAll(blocks(MARKED, Files.readString(source)));
        }
        Set<String> shown = new TreeSet<>(blocks(SHOWN, Files.readString(ROOT.resolve("README.md"))));
        assertTrue(shown.size() >= 4, "The README should show a server, its use, a workflow, and a test.");
        shown.removeAll(compiled);
        assertEquals(Set.of(), shown, "The README shows Java that no example compiles");
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/java/dev/dwp/examples"))) {
            return files.toList();
        }
    }

    /** Blocks without the indentation that they stand in. */
    private static List<String> blocks(Pattern pattern, String text) {
        List<String> blocks = new ArrayList<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            blocks.add(matcher.group(1).stripTrailing().stripIndent().strip());
        }
        return blocks;
    }
}
