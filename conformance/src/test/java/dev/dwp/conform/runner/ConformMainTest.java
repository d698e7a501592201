package dev.dwp.conform.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The command line of the runner")
class ConformMainTest {
    private static final String HEAD = "title: A ping is answered\nsection: 4.4\nlevel: seed\nformats: json\n\n";
    private static ServerUnderTest server;

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeAll
    static void start() {
        server = new ServerUnderTest(Map.of());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private int run(String... arguments) throws InterruptedException {
        return ConformMain.run(
                arguments,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    /** Runs one dialogue that passes and one that fails. */
    private int runBoth(String... further) throws IOException, InterruptedException {
        Files.writeString(folder.resolve("1-right.dwp"), HEAD + "→ {\"type\":\"ping\"}\n← {\"type\":\"pong\"}\n");
        Files.writeString(folder.resolve("1-wrong.dwp"), HEAD + "→ {\"type\":\"ping\"}\n← {\"type\":\"gong\"}\n");
        List<String> arguments = new ArrayList<>(List.of(
                "server",
                "--url",
                server.target().url().toString(),
                "--token",
                "demo-token",
                "--dialogues",
                folder.toString()));
        arguments.addAll(Arrays.asList(further));
        return run(arguments.toArray(String[]::new));
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private String told() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aFailureIsExitCode1AndTellsTheLineWhereItDiverged() throws Exception {
        assertEquals(1, runBoth());
        assertTrue(told().contains("FAIL  1-wrong[ws json]"), told());
        assertTrue(told().contains("line 7: ← {\"type\":\"gong\"}"), told());
        assertTrue(told().contains("$.type: expected \"gong\", got \"pong\""), told());
        assertTrue(told().contains("1 passed, 1 failed, 0 skipped"), told());
    }

    @Test
    void anExpectedFailureIsExitCode0() throws Exception {
        assertEquals(
                0,
                runBoth(
                        "--expected-failures",
                        file("known", "1-wrong # a remark\n").toString()));
    }

    @Test
    void oneThatWasExpectedToFailAndPassesIsExitCode1() throws Exception {
        assertEquals(
                1,
                runBoth(
                        "--expected-failures",
                        file("known", "1-wrong[ws json]\n1-right\n").toString()));
        assertTrue(told().contains("not as expected: 1-right[ws json]"), told());
    }

    @Test
    void oneIsChosenByItsName() throws Exception {
        assertEquals(0, runBoth("--only", "*right"));
        assertEquals(2, runBoth("--only", "nothing-is-named-so"));
    }

    @Test
    void writesJUnitsXmlAndTheReport() throws Exception {
        Path junit = folder.resolve("junit.xml");
        Path report = folder.resolve("report.txt");
        runBoth("--junit", junit.toString(), "--report", report.toString());
        String xml = Files.readString(junit);
        assertTrue(xml.contains("tests=\"2\" failures=\"1\""), xml);
        assertTrue(xml.contains("expected &quot;gong&quot;"), xml);
        assertEquals(told(), Files.readString(report));
    }

    @Test
    void aDialogueThatIsNotOfTheNotationIsExitCode2WithItsPlace() throws Exception {
        file("2-odd.dwp", HEAD + "→ soon\n");
        assertEquals(2, runBoth());
        assertTrue(
                err.toString(StandardCharsets.UTF_8).contains("2-odd.dwp:6:3:"), err.toString(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "serve",
                "server --url ws://x/dwp",
                "server --token t",
                "server --url http://x/dwp --token t",
                "server --url ws://x/dwp --token t --colour red",
                "server --url ws://x/dwp --token t --level huge",
                "server --url ws://x/dwp --token t --format xml",
                "server --url ws://x/dwp --token",
                "client",
                "client --command true --url ws://x/dwp",
                "client --command true --at-a-time none",
            })
    void aWrongCommandLineIsExitCode2(String line) throws Exception {
        assertEquals(2, run(line.split(" ", -1)));
    }

    @Test
    void noServerIsExitCode6() throws Exception {
        assertEquals(6, run("server", "--url", "ws://127.0.0.1:1/dwp", "--token", "t"));
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no shell")
    void noAdapterIsExitCode6() throws Exception {
        assertEquals(6, run("client", "--command", "there-is-no-such-adapter"));
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no shell")
    void anAdapterThatDoesNothingFailsWithWhatItWrote() throws Exception {
        assertEquals(
                1,
                run(
                        "client",
                        "--command",
                        "echo what a mess >&2; sleep 2",
                        "--only",
                        "4.1-auth-comes-first",
                        "--format",
                        "json",
                        "--timeout",
                        "3"));
        assertTrue(told().contains("the client did not connect"), told());
        assertTrue(told().contains("what a mess"), told());
    }

    /** Each adapter says how many were started before it gives up; the first of all only showed that it is there. */
    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no shell")
    void dialoguesGoOnAtTheSameTimeWhereThatIsAskedFor() throws Exception {
        Path started = folder.resolve("started");
        String adapter = """
                echo started >>'%1$s'
                while [ $(wc -l <'%1$s') -lt 3 ]; do sleep 0.05; done
                echo three >&2
                sleep 60
                """.formatted(started);
        assertEquals(
                1,
                run(
                        "client",
                        "--command",
                        adapter,
                        "--at-a-time",
                        "2",
                        "--only",
                        "4.1-{auth-comes-first,refused-token*}",
                        "--format",
                        "json",
                        "--timeout",
                        "10"));
        assertTrue(told().contains("0 passed"), told());
        assertTrue(told().split("three", -1).length - 1 >= 2, told());
    }

    @Test
    void listsAndHelps() throws Exception {
        assertEquals(0, run("server", "--list"));
        assertTrue(told().contains("7.3-resume-after-a-cut"), told());
        assertEquals(0, run("client", "--list"));
        assertEquals(0, run("help"));
    }
}
