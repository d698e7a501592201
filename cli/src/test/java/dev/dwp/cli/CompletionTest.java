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
import java.util.ArrayList;
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
        return Completion.script(shell, CommandTable.syntaxes(), CommandTable.GROUPS, CommandTable.EVERYWHERE);
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

    /** With the functions of zsh's completion system in place of which these tell what they get. */
    private static List<String> offeredByZsh(String... words) throws Exception {
        String commands = "compdef() { }; compadd() { shift; print -rl -- \"$@\"; }; _files() { print files; }; "
                + "source " + FOLDER.resolve("_dwp") + "; words=(\"$@\"); CURRENT=$#; _dwp";
        List<String> command = new ArrayList<>(List.of("zsh", "-f", "-c", commands, "zsh"));
        command.addAll(List.of(words));
        return run(command.toArray(String[]::new)).lines().toList();
    }

    @Test
    void zshIsGivenCommandsFlagsAndTheirValues() throws Exception {
        assumeTrue(has("zsh"), "there is no zsh");
        assertTrue(offeredByZsh("dwp", "").containsAll(List.of("job", "run", "top", "version")));
        assertEquals(
                List.of("enqueue", "get", "list", "cancel", "explain", "wait"),
                offeredByZsh("dwp", "--url", "x", "job", ""));
        assertTrue(offeredByZsh("dwp", "job", "enqueue", "echo", "--").contains("--priority"));
        assertEquals(List.of("text", "json", "jsonl"), offeredByZsh("dwp", "stats", "-o", ""));
        assertEquals(List.of("bash", "zsh", "fish"), offeredByZsh("dwp", "completion", ""));
        assertEquals(List.of("files"), offeredByZsh("dwp", "job", "enqueue", "echo", ""));
    }

    /** Types into a zsh on a terminal of its own, with its completion system. */
    @Test
    void zshCompletesOnATerminal() throws Exception {
        assumeTrue(has("zsh"), "there is no zsh");
        String typed = """
                zmodload zsh/zpty || exit 3
                zpty shell zsh -f -i
                await() { while zpty -r shell line "*$1*"; do [[ $line == *$1* ]] && return; done; exit 1 }
                zpty -w -n shell $'fpath=(%s $fpath); autoload -Uz compinit; compinit -u -D; print be""gun\n'
                await begun
                zpty -w -n shell $'dwp job enq\t'
                await enqueue
                zpty -w -n shell $' echo --pri\t'
                await priority
                zpty -d shell
                """.formatted(FOLDER.toAbsolutePath());
        run("zsh", "-f", "-c", typed);
    }

    /** What fish offers at the end of a line, without descriptions. */
    private static List<String> offeredByFish(String line) throws Exception {
        String commands = "source %s; complete -C '%s'".formatted(FOLDER.resolve("dwp.fish"), line);
        return run("fish", "--no-config", "-c", commands)
                .lines()
                .map(offer -> offer.replaceFirst("\t.*", ""))
                .sorted()
                .toList();
    }

    @Test
    void fishOffersCommandsFlagsAndTheirValues() throws Exception {
        assumeTrue(has("fish"), "there is no fish");
        assertEquals(List.of("job"), offeredByFish("dwp jo"));
        assertEquals(List.of("cancel", "enqueue", "explain", "get", "list", "wait"), offeredByFish("dwp --url x job "));
        assertEquals(List.of("stats"), offeredByFish("dwp --context job st"));
        assertEquals(List.of("--priority"), offeredByFish("dwp job enqueue echo --pri"));
        assertEquals(List.of("text"), offeredByFish("dwp stats -o t"));
        assertEquals(List.of("retrying", "running"), offeredByFish("dwp job list --state r"));
        assertEquals(List.of("bash"), offeredByFish("dwp completion b"));
        assertEquals(List.of("--port"), offeredByFish("dwp serve --po"));
        assertEquals(List.of(), offeredByFish("dwp job list --queue "));
        assertTrue(offeredByFish("dwp serve --config ").contains("pom.xml"));
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
