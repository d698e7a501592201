package dev.dwp.persistence.jdbc;

import static dev.dwp.persistence.contract.JobDraft.job;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.application.port.out.Store;
import dev.dwp.application.thread.SupervisedThreads;
import dev.dwp.persistence.contract.Driver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A migration that is cut in the middle has not happened, and the next start completes it (ADR 0012). */
class InterruptedMigrationTest {
    private static final Duration DEADLINE = Duration.ofMinutes(2);

    private static final String STOPPED_BY_A_LOCK = """
            SELECT EXISTS (SELECT 1 FROM pg_stat_activity
                WHERE datname = current_database() AND application_name = 'dwp' AND wait_event_type = 'Lock')
            """;

    private static final String GONE = """
            SELECT NOT EXISTS (SELECT 1 FROM pg_stat_activity
                WHERE datname = current_database() AND application_name = 'dwp')
            """;

    private static final String CUT = """
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = current_database() AND application_name = 'dwp'
            """;

    /** Somebody else is about to make a table of that name; whoever wants to make it as well waits for the outcome. */
    private static final String TABLE_IN_THE_MIDDLE = "CREATE TABLE dwp_entry (one BIGINT)";

    /** SQLite's code for a file that must be written, and may not be. */
    private static final int READ_ONLY = 8;

    @TempDir
    Path folder;

    @Test
    void completesWhatAKilledProcessBeganOnPostgres() throws Exception {
        String url = PostgresServer.newDatabase();
        try (Connection other = DriverManager.getConnection(url);
                ServerProcess migrating = new ServerProcess(MigratingProgram.class, url)) {
            standInTheWay(other);
            await(url, STOPPED_BY_A_LOCK);
            migrating.kill();
            other.rollback();
            await(url, GONE);
        }
        assertNothingHappened(url);
        assertCompletes(url);
    }

    @Test
    void completesWhatACutConnectionBeganOnPostgres() throws Exception {
        String url = PostgresServer.newDatabase();
        try (Connection other = DriverManager.getConnection(url)) {
            standInTheWay(other);
            CompletableFuture<Migrated> migrating = CompletableFuture.supplyAsync(() -> JdbcMigrations.postgres(url));
            await(url, STOPPED_BY_A_LOCK);
            PostgresServer.run(url, CUT);
            CompletionException failure = assertThrows(CompletionException.class, migrating::join);
            assertTrue(failure.getCause() instanceof UnusableStore, failure.toString());
            other.rollback();
        }
        assertNothingHappened(url);
        assertCompletes(url);
    }

    private static void standInTheWay(Connection other) throws SQLException {
        other.setAutoCommit(false);
        try (Statement statement = other.createStatement()) {
            statement.execute(TABLE_IN_THE_MIDDLE);
        }
    }

    private static void await(String url, String question) throws SQLException {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        while (!answer(url, question)) {
            assertTrue(System.nanoTime() < deadline, question);
            PostgresServer.run(url, "SELECT pg_sleep(0.02)");
        }
    }

    private static boolean answer(String url, String question) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet results = statement.executeQuery(question)) {
            results.next();
            return results.getBoolean(1);
        }
    }

    private static void assertNothingHappened(String url) throws SQLException {
        assertTrue(answer(url, "SELECT to_regclass('dwp_job') IS NULL"), "Its first half was undone.");
    }

    private static void assertCompletes(String url) {
        assertEquals(Migration.ALL, JdbcMigrations.postgres(url).applied());
        assertEquals(List.of(), JdbcMigrations.postgres(url).applied());
        try (Store store = JdbcStores.postgres(url, Formats.JSON, new SupervisedThreads())) {
            assertEquals(1, new Driver(store, Driver.NOW).enqueue(job()).revision());
        }
    }

    /** Most of the time the process is in the middle of some file; it is killed until it was. */
    @Test
    void completesWhatAKilledProcessBeganOnSqlite() throws Exception {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        Optional<Path> interrupted = Optional.empty();
        for (int round = 0; interrupted.isEmpty(); round++) {
            assertTrue(System.nanoTime() < deadline, "It was killed in the middle of a migration.");
            Path files = Files.createDirectory(folder.resolve("round-" + round));
            interrupted = interrupted(files);
        }
        assertCompletes(interrupted.get());
    }

    /** It holds half a change, which must be undone before the file can even be looked at. */
    @Test
    void completesWhatWasKilledBetweenTwoWritesOnSqlite() throws Exception {
        assertCompletes(HalfWritten.in(folder));
    }

    private static void assertCompletes(Path file) {
        assertEquals(Migration.ALL, JdbcMigrations.sqlite(file).applied());
        assertEquals(List.of(), JdbcMigrations.sqlite(file).applied());
        try (Store store =
                JdbcStores.sqlite(file, Formats.JSON, InstantSource.fixed(Driver.NOW), new SupervisedThreads())) {
            assertEquals(1, new Driver(store, Driver.NOW).enqueue(job()).revision());
        }
    }

    /** The file that a process was working on when it was killed, if it was in the middle of it. */
    private static Optional<Path> interrupted(Path files) throws Exception {
        int done = 3;
        try (ServerProcess migrating = new ServerProcess(MigratingProgram.class, files.toString())) {
            migrating.say(done);
            done += migrating.kill().size();
        }
        Path file = files.resolve(done + ".db");
        return Files.exists(file) && Files.size(file) > 0 && isEmpty(file) ? Optional.of(file) : Optional.empty();
    }

    /** A file whose last change has yet to be undone cannot be read without writing it, which is left to the migration. */
    private static boolean isEmpty(Path file) throws SQLException {
        try (Connection connection = new SqliteUrl(file).connectReadOnly();
                Statement statement = connection.createStatement();
                ResultSet results = statement.executeQuery("PRAGMA user_version")) {
            assertTrue(results.next());
            return results.getInt(1) == 0;
        } catch (SQLException e) {
            if (e.getErrorCode() == READ_ONLY) {
                return true;
            }
            throw e;
        }
    }
}
