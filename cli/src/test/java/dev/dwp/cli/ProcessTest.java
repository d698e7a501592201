package dev.dwp.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The program in processes of its own: in pipes, on terminals, interrupted, and as the documents show it. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no shell")
class ProcessTest {
    private static final Pattern BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
    private static ServerUnderTest server;

    @TempDir
    private Path home;

    /** Says like the script of the repository what is a terminal. */
    private Path program;

    @BeforeAll
    static void start() throws IOException {
        server = ServerUnderTest.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void writeTheProgram() throws IOException {
        program = home.resolve("dwp");
        Files.writeString(
                program, """
                #!/bin/sh
                out=false; err=false
                [ ! -t 1 ] || out=true
                [ ! -t 2 ] || err=true
                exec '%s/bin/java' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Ddwp.terminal.out=$out -Ddwp.terminal.err=$err \
                  -cp '%s' dev.dwp.cli.Main "$@"
                """.formatted(System.getProperty("java.home"), System.getProperty("java.class.path")));
        assertTrue(program.toFile().setExecutable(true));
    }

    @Test
    void theModuleOfTheHttpClientIsAllThatIsNeededOfTheJdk() throws Exception {
        Files.writeString(
                program,
                Files.readString(program)
                        .replace(" dev.dwp.cli.Main", " --limit-modules java.base,java.net.http dev.dwp.cli.Main"));

        Result result = run("dwp stats");

        assertEquals(0, result.code(), result.out());
        assertTrue(result.out().contains("\"queues\""), result.out());
    }

    private record Result(int code, String out) {}

    private Process begin(String commands) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("bash", "-euc", commands).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("DWP_") || name.startsWith("XDG_"));
        builder.environment().put("PATH", home + ":" + System.getenv("PATH"));
        builder.environment().put("HOME", home.toString());
        builder.environment().put("DWP_URL", server.url());
        builder.environment().put("TERM", "xterm");
        builder.environment().remove("NO_COLOR");
        return builder.start();
    }

    private Result run(String commands) throws Exception {
        Process shell = begin(commands);
        shell.getOutputStream().close();
        String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(shell.waitFor(), said);
    }

    private static List<String> blocks(String page, String from, String until) throws IOException {
        String text = Files.readString(Path.of("..", page));
        String section = text.substring(text.indexOf(from), until.isEmpty() ? text.length() : text.indexOf(until));
        return BLOCK.matcher(section).results().map(block -> block.group(1)).toList();
    }

    @Test
    void everyExampleOfThePageDoesWhatItSays() throws Exception {
        String all = blocks("docs/cli.md", "## Commands", "").stream().collect(Collectors.joining("\n"));
        assertTrue(all.lines().count() > 40, all);
        Result result = run("set -o pipefail\n" + all.replace("FAILED=$(", "set +o pipefail\nFAILED=$("));
        assertEquals(0, result.code(), result.out());
    }

    @Test
    void theReadmesCommandsDoWhatTheySay() throws Exception {
        List<String> blocks = blocks("README.md", "## Two minutes with the command line", "## Five minutes with curl");
        Result result = run(String.join("\n", blocks).replace("./dwp", "dwp"));
        assertEquals(0, result.code(), result.out());
        assertTrue(result.out().contains("\"counted\":5"), result.out());
    }

    @Test
    void aReaderThatStopsEarlyEndsItQuietly() throws Exception {
        Result result = run("set -o pipefail; dwp job enqueue count '{\"to\":50}' >'" + home
                + "/x'; dwp watch jobs --after oldest --until idle 2>/dev/null | head -n 1");
        assertEquals(0, result.code(), result.out());
        assertEquals(1, result.out().lines().count(), result.out());
    }

    @Test
    void anInterruptedWatchIsOneHundredAndThirtyAndSaysFromWhereToGoOn() throws Exception {
        // What runs this in the background may have it ignore interrupts, which its children do, too.
        String interruptible = "env --default-signal=INT";
        assumeTrue(run(interruptible + " true").code() == 0, "this 'env' cannot give a signal its effect back");
        run("dwp job enqueue echo");
        Process watch = begin("exec " + interruptible + " dwp watch jobs --after oldest");
        try (BufferedReader out = watch.inputReader()) {
            String line = out.readLine();
            while (line != null && !line.contains("job.completed")) {
                line = out.readLine();
            }
            new ProcessBuilder("kill", "-INT", Long.toString(watch.pid()))
                    .start()
                    .waitFor();
            String rest = out.lines().collect(Collectors.joining("\n"));
            assertTrue(rest.contains("Go on with: dwp watch jobs --after evt-"), rest);
        }
        assertEquals(130, watch.waitFor());
    }

    /** Runs a line on a terminal of its own. */
    private Result onTerminal(String line, String keys) throws Exception {
        assumeTrue(run("command -v script").code() == 0, "there is no 'script'");
        Process shell = begin("script -qec \"stty rows 12 columns 60; " + line + "\" /dev/null");
        shell.getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
        shell.getOutputStream().flush();
        String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        shell.getOutputStream().close();
        return new Result(shell.waitFor(), said);
    }

    @Test
    void aTerminalSeesATableInColour() throws Exception {
        run("dwp job enqueue echo --wait");
        Result result = onTerminal("dwp job list", "");
        assertEquals(0, result.code(), result.out());
        assertTrue(result.out().contains("\u001b[1mID\u001b[0m"), result.out());
        assertTrue(result.out().contains("\u001b[32mcompleted\u001b[0m"), result.out());
        assertFalse(onTerminal("NO_COLOR=1 dwp job list", "").out().contains("\u001b[32m"));
        assertFalse(onTerminal("dwp job list | cat", "").out().contains("\u001b[32m"));
    }

    @Test
    void topFillsTheOtherScreenAndGivesItBack() throws Exception {
        Result result = onTerminal("dwp top --count 2 --interval 100ms", "");
        assertEquals(0, result.code(), result.out());
        assertTrue(result.out().contains("\u001b[?1049h"), result.out());
        assertTrue(result.out().contains("\u001b[1mdwp top\u001b[0m"), result.out());
        assertTrue(result.out().contains("\u001b[?25h\u001b[?1049l"), result.out());
        String screen = result.out().replaceAll("\u001b\\[[0-9;?]*[a-zA-Z]", "");
        assertTrue(screen.lines().allMatch(line -> line.length() <= 60), screen);
    }

    @Test
    void topEndsByQ() throws Exception {
        Result result = onTerminal("dwp top", "q");
        assertEquals(0, result.code(), result.out());
        assertTrue(result.out().contains("\u001b[?25h\u001b[?1049l"), result.out());
    }

    @Test
    void topWithoutATerminalIsOneLook() throws Exception {
        Result result = run("dwp top 2>/dev/null");
        assertEquals(0, result.code(), result.out());
        assertEquals(1, result.out().lines().count());
        assertTrue(result.out().startsWith("{\"connections\""), result.out());
    }
}
