package dev.dwp.bootstrap;

import static dev.dwp.bootstrap.Programs.exitCode;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code dwp migrate} and {@code dwp doctor} as processes, beside servers. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no SIGTERM")
class StoreCommandsTest {
    private final Programs programs = new Programs();

    @TempDir
    private Path folder;

    /** What a program said and how it ended. */
    private record Ended(int code, String out, String err) {
        boolean has(String line) {
            return out.lines().anyMatch(one -> one.startsWith(line));
        }
    }

    @AfterEach
    void endWhatIsLeft() {
        programs.close();
    }

    private Ended run(String... arguments) throws Exception {
        Process process = programs.start(arguments);
        String out = String.join("\n", process.inputReader().lines().toList());
        String err = String.join("\n", process.errorReader().lines().toList());
        return new Ended(exitCode(process), out, err);
    }

    private Process serve(String store) throws Exception {
        Process server = programs.start("serve", "--store", store, "--port", "0", "--node", "web-1");
        assertTrue(server.inputReader().readLine().startsWith("ready on "));
        return server;
    }

    @Test
    void aSqliteFileIsLookedAtBesideItsServerAndMigratedWithoutIt() throws Exception {
        String store = "sqlite:" + folder.resolve("dwp.db");
        Process server = serve(store);

        Ended beside = run("doctor", "--store", store);
        assertEquals(0, beside.code(), beside.toString());
        assertTrue(beside.has("ok    nodes         web-1 "), beside.out());
        assertTrue(beside.out().endsWith(" 0 warn, 0 FAIL"), beside.out());
        Ended refused = run("migrate", "--store", store);
        assertEquals(1, refused.code(), refused.toString());
        assertTrue(refused.err().contains("in use by another server"), refused.err());

        server.toHandle().destroy();
        assertEquals(0, exitCode(server));
        Ended migrated = run("migrate", "--store", store);
        assertEquals(0, migrated.code(), migrated.toString());
        assertEquals("nothing to do; the schema is at version 1", migrated.out());
        Ended after = run("doctor", "--store", store);
        assertEquals(0, after.code(), after.toString());
        assertTrue(after.has("warn  nodes         none has entered itself"), after.out());
    }

    @Test
    void aSqliteFileIsServedAndLookedAtUnderOneName() throws Exception {
        Path file = folder.resolve("dwp.db");
        String link = "sqlite:" + Files.createSymbolicLink(folder.resolve("link.db"), file);
        serve("sqlite:" + file);

        Ended second = run("serve", "--store", link, "--port", "0");
        assertEquals(1, second.code(), second.toString());
        assertTrue(second.err().contains("in use by another server"), second.err());
        Ended beside = run("doctor", "--store", link);
        assertEquals(0, beside.code(), beside.toString());

        String hard = "sqlite:" + Files.createLink(folder.resolve("hard.db"), file);
        for (String command : List.of("serve", "migrate", "doctor")) {
            Ended refused = run(command, "--store", hard);
            assertEquals(1, refused.code(), refused.toString());
            assertTrue((refused.out() + refused.err()).contains("has 2 names (hard links)"), refused.toString());
            assertFalse(refused.err().contains("\tat "), refused.err());
        }
    }

    @Test
    void aPostgresDatabaseIsMigratedServedAndLookedAt() throws Exception {
        try (EmbeddedPostgres database = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .start()) {
            String store = database.getJdbcUrl("postgres", "postgres") + "&password=secret";
            Path config = Files.writeString(folder.resolve("dwp.properties"), "store=" + store);
            assertEquals(1, run("doctor", "--config", config.toString()).code(), "There is nothing yet.");
            Ended migrated = run("migrate", "--config", config.toString());
            assertEquals(0, migrated.code(), migrated.toString());
            assertEquals("applied 0001_tables; the schema is at version 1", migrated.out());

            serve(store);
            Ended well = run("doctor", "--config", config.toString());
            assertEquals(0, well.code(), well.toString());
            assertTrue(well.has("ok    nodes         web-1 "), well.out());
            assertTrue(well.has("ok    indexes "), well.out());
            assertFalse((well.out() + well.err()).contains("secret"), well.out());

            execute(store, "DROP INDEX dwp_job_app", "INSERT INTO dwp_run_count VALUES ('', '', 'flow', 'running', 3)");
            Ended broken = run("doctor", "--config", config.toString());
            assertEquals(1, broken.code(), broken.toString());
            assertTrue(broken.has("FAIL  indexes       dwp_job_app is missing"), broken.out());
            assertTrue(broken.has("FAIL  run counts    1 differ"), broken.out());
            Ended repaired = run("doctor", "--repair", "--store", store);
            assertEquals(1, repaired.code(), repaired.toString());
            assertTrue(repaired.has("ok    repair        run counts: 1 put right"), repaired.out());
            assertTrue(repaired.has("ok    run counts "), repaired.out());
        }
    }

    private static void execute(String url, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @Test
    void serveWaitsForADatabaseThatComesLater() throws Exception {
        int port = freePort();
        String store = "jdbc:postgresql://127.0.0.1:%d/postgres?user=postgres".formatted(port);
        Process server = programs.start("serve", "--wait", "--store", store, "--port", "0");
        awaitLine(
                server,
                "Waiting for the store: attempt 2 failed, the next follows in 1000 ms. The database "
                        + "jdbc:postgresql://127.0.0.1:%d/postgres cannot be used: ".formatted(port));

        try (EmbeddedPostgres database =
                EmbeddedPostgres.builder().setPort(port).start()) {
            awaitLine(server, "The store is there");
            assertTrue(server.inputReader().readLine().startsWith("ready on "));
            server.toHandle().destroy();
            assertEquals(0, exitCode(server));

            Ended refused = run("serve", "--wait", "--store", database.getJdbcUrl("postgres", "none"), "--port", "0");
            assertEquals(1, refused.code(), "Nobody makes a database by waiting. " + refused);
            assertTrue(refused.err().contains("\"none\" does not exist"), refused.err());
            assertFalse(refused.err().contains("Waiting"), refused.err());
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void awaitLine(Process process, String part) throws IOException {
        BufferedReader lines = process.errorReader();
        String line = lines.readLine();
        while (line != null && !line.contains(part)) {
            line = lines.readLine();
        }
        assertNotNull(line, "It ended without: " + part);
    }

    @Test
    void sigtermEndsTheWaitForADatabase() throws Exception {
        Process server = programs.start(
                "serve", "--wait", "--store", "jdbc:postgresql://127.0.0.1:1/dwp?user=me", "--port", "0");
        awaitLine(server, "Waiting for the store: attempt 1 failed");

        server.toHandle().destroy();

        awaitLine(server, "stopped while waiting for the store");
        assertEquals(0, exitCode(server));
    }

    @Test
    void sigtermEndsTheWaitForADatabaseThatTakesConnectionsAndIsSilent() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String store = "jdbc:postgresql://127.0.0.1:%d/dwp?user=me&loginTimeout=0".formatted(silent.getLocalPort());
            Process server = programs.start("serve", "--wait", "--store", store, "--port", "0");
            try (Socket connection = silent.accept()) {
                assertTrue(connection.getInputStream().read() >= 0);

                server.toHandle().destroy();

                awaitLine(server, "stopped while waiting for the store");
                assertEquals(0, exitCode(server));
            }
        }
    }

    @Test
    void serveOffersToWaitForADatabaseThatCannotBeReached() throws Exception {
        Ended ended = run("serve", "--store", "jdbc:postgresql://127.0.0.1:1/dwp?user=me", "--port", "0");

        assertEquals(1, ended.code(), ended.toString());
        assertTrue(ended.err().contains("have the server wait for it: dwp serve --wait"), ended.err());
    }

    @Test
    void aDatabaseThatCannotBeReachedIsASentence() throws Exception {
        String store = "jdbc:postgresql://127.0.0.1:1/dwp?user=me&password=secret";
        for (List<String> command : List.of(List.of("migrate"), List.of("doctor"))) {
            Ended ended = run(command.getFirst(), "--store", store);
            assertEquals(1, ended.code(), ended.toString());
            assertTrue(
                    (ended.out() + ended.err()).contains("jdbc:postgresql://127.0.0.1:1/dwp cannot be "),
                    ended.toString());
            assertFalse((ended.out() + ended.err()).contains("secret"), ended.toString());
            assertFalse(ended.err().contains("\tat "), ended.err());
        }
    }
}
