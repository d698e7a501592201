package dev.dwp.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.dwp.cli.command.CommandTable;
import dev.dwp.cli.page.Completion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Scripts of completion: those that are handed out are those of the table, and shells can read them. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no shell")
class CompletionTest {
    private static final Path FOLDER = Path.of("src", "main", "completions");
    private static final Map<String, String> FILES = Map.of("bash", "dwp.bash", "zsh", "_dwp", "fish", "dwp.fish");

    private static String script(String shell) {
        return Completion.script(shell, CommandTable.syntaxes(), CommandTable.EVERYWHERE);
    }

    @Test
    void theFilesAreWhatTheTableOfCommandsSays() throws IOException {
        for (Map.Entry<String, String> file : FILES.entrySet()) {
            Path path = FOLDER.resolve(file.getValue());
            if (System.getenv("DWP_WRITE_DOCS") != null) {
                Files.writeString(path, script(file.getKey()));
            }
            assertEquals(script(file.getKey()), Files.readString(path), path.toString());
        }
    }

    /** What bash offers for the last of these words. */
    private static List<String> offered(String... words) throws Exception {
        StringBuilder commands = new StringBuilder("source " + FOLDER.resolve("dwp.bash") + "\nCOMP_WORDS=(");
        for (String word : words) {
            commands.append('\'').append(word).append("' ");
        }
        commands.append(")\nCOMP_CWORD=")
                .append(words.length - 1)
                .append("\n_dwp\nprintf '%s\\n' \"${COMPREPLY[@]}\"\n");
        return run("bash", "-c", commands.toString())
                .lines()
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private static String run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        return said;
    }

    private static boolean has(String program) throws Exception {
        return new ProcessBuilder("sh", "-c", "command -v " + program).start().waitFor() == 0;
    }

    @Test
    void bashOffersCommandsFlagsAndTheirValues() throws Exception {
        assumeTrue(has("bash"), "there is no bash");
        assertEquals(List.of("job"), offered("dwp", "jo"));
        assertEquals(
                List.of("enqueue", "get", "list", "cancel", "explain", "wait"),
                offered("dwp", "--url", "x", "job", ""));
        assertEquals(List.of("--priority"), offered("dwp", "job", "enqueue", "echo", "--pri"));
        assertEquals(List.of("text"), offered("dwp", "stats", "-o", "t"));
        assertEquals(List.of("running", "retrying"), offered("dwp", "job", "list", "--state", "r"));
        assertEquals(List.of("bash"), offered("dwp", "completion", "b"));
        assertEquals(List.of("--port"), offered("dwp", "serve", "--po"));
        assertEquals(List.of(), offered("dwp", "job", "list", "--queue", ""));
    }

    @Test
    void eachShellReadsItsScript() throws Exception {
        for (Map.Entry<String, String> file : FILES.entrySet()) {
            if (has(file.getKey())) {
                run(file.getKey(), "-n", FOLDER.resolve(file.getValue()).toString());
            }
        }
        assertTrue(script("zsh").startsWith("#compdef dwp\n"));
        assertTrue(script("fish").contains("complete -c dwp -n '__dwp_path job' -a enqueue -d 'enqueue a job'"));
    }
}
