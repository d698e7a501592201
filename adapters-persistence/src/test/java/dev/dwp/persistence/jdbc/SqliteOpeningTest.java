package dev.dwp.persistence.jdbc;

import static dev.dwp.persistence.contract.JobDraft.job;
import static dev.dwp.persistence.contract.RunDraft.run;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.application.port.out.NodeInfo;
import dev.dwp.application.port.out.Store;
import dev.dwp.application.thread.SupervisedThreads;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobState;
import dev.dwp.domain.workflow.WorkflowRun;
import dev.dwp.persistence.contract.Driver;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a SQLite file goes through before it is used. */
class SqliteOpeningTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("dwp.db");
    }

    private Store open() {
        return JdbcStores.sqlite(file, Formats.JSON, InstantSource.fixed(Driver.NOW), new SupervisedThreads());
    }

    private String refusal() {
        return assertThrows(UnusableStore.class, this::open).getMessage();
    }

    private void sql(String... statements) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.executeUpdate(sql);
            }
        }
    }

    @Test
    void findsWhatWasCommittedWhenItIsOpenedAgain() {
        Job kept;
        try (Store store = open()) {
            kept = new Driver(store, Driver.NOW).enqueue(job());
        }
        try (Store store = open()) {
            assertEquals(kept, store.jobs().find(kept.id()).orElseThrow());
            assertEquals(1, store.events().extent().kept());
        }
    }

    @Test
    void saysInWordsThatAFolderCannotBeMade() throws Exception {
        Path blocking = Files.writeString(folder.resolve("file"), "no folder");
        file = blocking.resolve("within/dwp.db");
        String refusal = refusal();
        assertTrue(refusal.startsWith("The database file " + file + " cannot be used: "), refusal);
        assertTrue(refusal.contains(blocking.toString()) && refusal.endsWith("that this user may write."), refusal);
        assertEquals(-1, refusal.indexOf("java."), refusal);
    }

    @Test
    void makesTheFoldersOfANewFile() {
        file = folder.resolve("not/there/yet/dwp.db");
        open().close();
        assertTrue(Files.exists(file));
    }

    @Test
    void opensAFileWhoseNameNeedsEscaping() {
        file = folder.resolve("what? 50% of #1 & ü.db");
        Job kept;
        try (Store store = open()) {
            kept = new Driver(store, Driver.NOW).enqueue(job());
        }
        assertTrue(Files.exists(file));
        try (Store store = open()) {
            assertEquals(kept, store.jobs().find(kept.id()).orElseThrow());
        }
    }

    @Test
    void refusesAFileThatAnotherServerUses() {
        try (Store store = open()) {
            assertTrue(refusal().contains("in use by another server"));
            assertTrue(store.healthy());
        }
        open().close();
    }

    @Test
    void refusesWhatIsNoDatabaseAndLeavesItAsItIs() throws Exception {
        byte[] before = "These are my holiday notes, not a database.".getBytes(StandardCharsets.UTF_8);
        Files.write(file, before);
        assertTrue(refusal().contains("not a SQLite database"));
        assertArrayEquals(before, Files.readAllBytes(file));
    }

    @Test
    void refusesAFolder() throws Exception {
        Files.createDirectories(file);
        assertTrue(refusal().contains("not a file"));
    }

    @Test
    void refusesTheDatabaseOfAnotherApplicationAndLeavesItAsItIs() throws Exception {
        sql("CREATE TABLE recipe (name TEXT)", "INSERT INTO recipe VALUES ('soup')");
        byte[] before = Files.readAllBytes(file);
        assertTrue(refusal().contains("another application"));
        assertArrayEquals(before, Files.readAllBytes(file));
    }

    @Test
    void refusesADamagedDatabaseAndLeavesItAsItIs() throws Exception {
        try (Store store = open()) {
            new Driver(store, Driver.NOW).enqueue(500, job());
        }
        byte[] damaged = Files.readAllBytes(file);
        for (int i = damaged.length / 2; i < damaged.length; i++) {
            damaged[i] = (byte) (i * 31);
        }
        Files.write(file, damaged);
        assertTrue(refusal().contains("is damaged"));
        assertArrayEquals(damaged, Files.readAllBytes(file));
    }

    @Test
    void refusesATruncatedDatabase() throws Exception {
        try (Store store = open()) {
            new Driver(store, Driver.NOW).enqueue(500, job());
        }
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, 4096 * 3));
        assertTrue(refusal().contains("is damaged"));
    }

    @Test
    void refusesADatabaseOfANewerServer() throws Exception {
        open().close();
        sql("PRAGMA user_version = 999");
        assertTrue(refusal().contains("version 999"));
    }

    @Test
    void refusesADatabaseFromBeforeTheFirstRelease() throws Exception {
        open().close();
        sql("CREATE TABLE dwp_job_finished (n INTEGER)");
        assertTrue(refusal().contains("is of a form from before the first release"), refusal());
        assertTrue(refusal().contains("begin with an empty database"), refusal());
    }

    @Test
    void startsAnInterruptedMigrationAnew() throws Exception {
        String whole = Migration.ALL.getFirst().text("sqlite");
        String half = whole.substring(0, whole.indexOf("CREATE TABLE dwp_run "));
        sql("PRAGMA journal_mode = WAL", "BEGIN IMMEDIATE", half);
        try (Store store = open()) {
            assertEquals(1, new Driver(store, Driver.NOW).enqueue(job()).revision());
        }
    }

    @Test
    void takesOverWhatADeadServerWasRunning() {
        Job running;
        WorkflowRun claimed;
        try (Store store = open()) {
            Driver driver = new Driver(store, Driver.NOW.minus(Duration.ofSeconds(1)));
            running = driver.running(job());
            claimed = driver.claimed(run());
            store.nodes()
                    .beat(new NodeInfo(Driver.WORKER, "dead", "1", Set.of("work"), Set.of(), Driver.NOW, Driver.NOW));
        }
        try (Store store = open()) {
            assertEquals(Driver.NOW, store.jobs().nextExpiry().orElseThrow());
            assertEquals(
                    List.of(running.id()),
                    store.jobs().expired(Driver.NOW, 10).stream().map(Job::id).toList());
            assertEquals(
                    List.of(claimed.id()),
                    store.runs().expired(Driver.NOW, 10).stream()
                            .map(WorkflowRun::id)
                            .toList());
            assertEquals(
                    JobState.RUNNING,
                    store.jobs().find(running.id()).orElseThrow().state());
            assertEquals(List.of(), store.nodes().seenSince(Driver.NOW));
        }
    }
}
