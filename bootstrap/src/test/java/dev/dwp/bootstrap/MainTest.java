package dev.dwp.bootstrap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.bootstrap.config.Loaded;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The program's answers and exit codes, in this process. */
class MainTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<String> life = new ArrayList<>();

    @TempDir
    private Path folder;

    /** Runs with a server that notes its life; what stops it has happened already. */
    private int run(Map<String, String> environment, String... arguments) {
        return run(environment, this::start, arguments);
    }

    private int run(Map<String, String> environment, ServerStarter starter, String... arguments) {
        Main.Console console = new Main.Console(stream(out), stream(err));
        return new Main(console, environment, starter, new CountDownLatch(0)).run(List.of(arguments));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, false, StandardCharsets.UTF_8);
    }

    private RunningServer start(Loaded loaded, @Nullable StoreWait wait) {
        life.add("started on port " + loaded.configuration().server().listen().port());
        return new RunningServer() {
            @Override
            public URI address() {
                return URI.create("http://127.0.0.1:4711");
            }

            @Override
            public void close() {
                life.add("closed after saying ready: " + out().startsWith("ready on "));
            }
        };
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aFolderOfPluginsThatIsNoneIsWrongUsage() {
        Path missing = folder.resolve("missing");
        assertEquals(2, run(Map.of(), "serve", "--plugins", missing.toString()));
        assertTrue(err().startsWith("--plugins " + missing + " is no folder"), err());
        assertEquals(List.of(), life);
    }

    @Test
    void servesUntilItIsToldToStopAndClosesTheServer() {
        assertEquals(0, run(Map.of(), "serve", "--port", "0"));

        assertEquals(List.of("started on port 0", "closed after saying ready: true"), life);
        assertTrue(err().endsWith("stopping" + System.lineSeparator()), err());
    }

    @Test
    void saysWhereItIsAndWhatToTry() {
        run(Map.of("DWP_SERVER_PATH", "/api"), "serve", "--store", "memory");

        List<String> lines = out().lines().toList();
        assertEquals("ready on http://127.0.0.1:4711", lines.getFirst());
        assertTrue(lines.get(1).contains("curl -s http://127.0.0.1:4711/api/rpc -d '{"), out());
        assertTrue(lines.get(1).contains("\"token\":\"demo-token\""), out());
        assertTrue(lines.get(2).endsWith(" ws://127.0.0.1:4711/api"), out());
        assertTrue(lines.get(3).endsWith(" demo-token"), out());
        assertTrue(err().contains("public and for trying only"), err());
        assertTrue(err().contains("State is kept in memory"), err());
    }

    @Test
    void showsNoTokenThatSomebodyConfigured() {
        Map<String, String> key = Map.of("DWP_AUTH_KEY_SHOP_TOKEN", "hush", "DWP_AUTH_KEY_SHOP_SCOPES", "*");

        assertEquals(0, run(key, "serve"));

        assertFalse((out() + err()).contains("hush"), out() + err());
        assertFalse((out() + err()).contains("demo-token"), out() + err());
        assertTrue(out().contains("\"token\":\"<token>\""), out());
    }

    @Test
    void saysLoudlyThatEveryoneComesIn() {
        assertEquals(0, run(Map.of("DWP_AUTH_NONE", "true"), "serve", "--no-demo"));

        assertTrue(err().contains("AUTHENTICATION IS OFF"), err());
        assertTrue(out().contains("any or none"), out());
    }

    @Test
    void saysThatNobodyComesIn() {
        assertEquals(0, run(Map.of(), "serve", "--no-demo"));

        assertTrue(err().contains("nobody can come in"), err());
        assertFalse(out().contains("echo"), out());
    }

    @Test
    void warnsOfAVariableThatMeansNothing() {
        assertEquals(0, run(Map.of("DWP_SERVER_PROT", "1"), "serve"));

        assertTrue(err().contains("DWP_SERVER_PROT means nothing here; did you mean DWP_SERVER_PORT?"), err());
    }

    @Test
    void helpAndVersionGoToStandardOutput() {
        assertEquals(0, run(Map.of(), "help"));
        assertTrue(out().contains("dwp serve [flags]"), out());
        out.reset();

        assertEquals(0, run(Map.of(), "version"));
        assertTrue(out().matches("dwp [0-9]\\S* \\(\\S+\\) on Java \\S+\\R"), out());
        assertEquals("", err());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    2 | sreve                          | did you mean 'serve'?
                    2 | serve --prot 1                 | did you mean '--port'?
                    2 | serve --port abc               | use a whole number
                    2 | serve --store mysql            | use memory
                    2 | serve --host nope.invalid      | an address of this machine or a name
                    1 | serve --config missing.file    | missing.file cannot be read
                    2 | migrate --store mysql          | use memory
                    2 | migrate --port 1               | There is no flag '--port'
                    1 | migrate --config missing.file  | missing.file cannot be read
                    1 | doctor --store memory          | name a store in a database
                    1 | serve --host 0.0.0.0           | trial keys
                    """)
    void whatIsWrongIsOneSentenceAndItsExitCode(int code, String line, String sentence) {
        assertEquals(code, run(Map.of(), line.split(" ", -1)));

        assertEquals(1, err().lines().count(), err());
        assertTrue(err().contains(sentence), err());
        assertEquals("", out());
        assertEquals(List.of(), life);
    }

    @Test
    void migratesTheStoreThatIsConfiguredByAnyMeans() throws Exception {
        Path file = Files.writeString(folder.resolve("a.properties"), "store=memory\nserver.host=0.0.0.0");
        String first = "sqlite:" + folder.resolve("first.db");
        String second = "sqlite:" + folder.resolve("second.db");

        assertEquals(0, run(Map.of(), "migrate", "--config", file.toString()), err());
        assertEquals(0, run(Map.of("DWP_STORE", first), "migrate", "--config", file.toString()), err());
        assertEquals(0, run(Map.of("DWP_STORE", first), "migrate", "--store", second), err());

        assertEquals("", err());
        assertEquals(
                List.of(
                        "nothing to do; the memory store is made anew with each server",
                        "applied 0001_tables; the schema is at version 1",
                        "applied 0001_tables; the schema is at version 1"),
                out().lines().toList());
        assertTrue(Files.exists(folder.resolve("second.db")));
    }

    @Test
    void theDoctorLooksAtTheStoreThatIsConfigured() {
        Map<String, String> environment = Map.of("DWP_STORE", "sqlite:" + folder.resolve("a.db"));

        assertEquals(1, run(environment, "doctor"));
        assertTrue(out().startsWith("FAIL  connection    There is no database file "), out());
        out.reset();

        assertEquals(0, run(environment, "migrate"));
        assertEquals(0, run(environment, "doctor"));
        assertTrue(out().lines().toList().getLast().endsWith(" 1 warn, 0 FAIL"), out());
    }

    @Test
    void anUnknownKeyFails() throws Exception {
        Path file = Files.writeString(folder.resolve("a.properties"), "server.prot=1");

        assertEquals(1, run(Map.of(), "serve", "--config", file.toString()));
        assertTrue(err().contains("did you mean 'server.port'?"), err());
    }

    @Test
    void aServerThatCannotStartFailsWithItsSentence() {
        ServerStarter starter = (loaded, wait) -> {
            throw new StartFailure("The database is away: start it.");
        };

        assertEquals(1, run(Map.of(), starter, "serve"));
        assertEquals("The database is away: start it.", err().lines().toList().getLast());
        assertFalse(err().contains("\tat "), err());
    }

    @Test
    void aDefectIsASentenceToo() {
        ServerStarter starter = (loaded, wait) -> {
            throw new IllegalStateException("Something is broken.");
        };

        assertEquals(1, run(Map.of(), starter, "serve"));
        assertTrue(err().contains("Something is broken."), err());
        assertFalse(err().contains("\tat "), err());
    }

    @Test
    void aServerThatCannotBeClosedFails() {
        ServerStarter starter = (loaded, wait) -> new RunningServer() {
            @Override
            public URI address() {
                return URI.create("http://127.0.0.1:4711");
            }

            @Override
            public void close() {
                throw new IllegalStateException("It does not let go.");
            }
        };

        assertEquals(1, run(Map.of(), starter, "serve"));
        assertTrue(err().contains("It does not let go."), err());
    }
}
