package dev.dwp.persistence.jdbc;

import static dev.dwp.persistence.contract.JobDraft.job;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.application.port.out.Store;
import dev.dwp.application.thread.SupervisedThreads;
import dev.dwp.domain.job.Job;
import dev.dwp.persistence.contract.Driver;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A SQLite file has one server, by whatever name it is called. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "links need rights, and hard links are not counted")
class SqliteLinksTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("dwp.db");
    }

    private static Store open(Path path) {
        return JdbcStores.sqlite(path, Formats.JSON, InstantSource.fixed(Driver.NOW), new SupervisedThreads());
    }

    private static String refusal(Path path) {
        return assertThrows(UnusableStore.class, () -> open(path).close()).getMessage();
    }

    private static Job store(Path path) {
        try (Store store = open(path)) {
            return new Driver(store, Driver.NOW).enqueue(job());
        }
    }

    private static void assertHolds(Path path, Job job) {
        try (Store store = open(path)) {
            assertEquals(job, store.jobs().find(job.id()).orElseThrow());
        }
    }

    @Test
    void refusesASymbolicLinkToAFileThatAnotherServerUses() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link.db"), Path.of("dwp.db"));
        Path second = Files.createSymbolicLink(folder.resolve("second.db"), link);
        try (Store store = open(file)) {
            assertTrue(refusal(link).contains("in use by another server"));
            assertTrue(refusal(second).contains("in use by another server"));
            assertThrows(UnusableStore.class, () -> JdbcMigrations.sqlite(link));
            assertTrue(store.healthy());
        }
        try (Store store = open(second)) {
            assertTrue(refusal(file).contains("in use by another server"));
            assertTrue(store.healthy());
        }
    }

    @Test
    void refusesAFileThatAnotherProcessUsesUnderAnotherName() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link.db"), file);
        try (ServerProcess server = new ServerProcess(link.toString())) {
            server.say(1);
            assertTrue(refusal(file).contains("in use by another server"));
            assertTrue(refusal(link).contains("in use by another server"));
            Path hard = Files.createLink(folder.resolve("hard.db"), file);
            assertTrue(refusal(hard).contains("has 2 names"));
            server.say(1);
        }
    }

    @Test
    void refusesAFileInALinkedFolderThatAnotherServerUses() throws Exception {
        Path real = Files.createDirectories(folder.resolve("real/inner"));
        Path linked = Files.createSymbolicLink(folder.resolve("linked"), real);
        Path detour = linked.resolve("../inner/dwp.db");
        Job kept = store(linked.resolve("dwp.db"));
        assertHolds(real.resolve("dwp.db"), kept);
        try (Store store = open(real.resolve("dwp.db"))) {
            assertTrue(refusal(linked.resolve("dwp.db")).contains("in use by another server"));
            assertTrue(refusal(detour).contains("in use by another server"));
            assertTrue(store.healthy());
        }
    }

    @Test
    void makesTheFileThatASymbolicLinkNames() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link.db"), Path.of("elsewhere/dwp.db"));
        Job kept = store(link);
        assertTrue(Files.isSymbolicLink(link));
        assertHolds(folder.resolve("elsewhere/dwp.db"), kept);
        assertHolds(link, kept);
        assertFalse(Files.exists(folder.resolve("link.db.lock")));
    }

    @Test
    void refusesAFileWithAHardLinkAndSaysHowToFindIt() throws Exception {
        Job kept = store(file);
        Path hard = Files.createLink(folder.resolve("hard.db"), file);
        for (Path name : new Path[] {file, hard}) {
            byte[] before = Files.readAllBytes(file);
            String refusal = refusal(name);
            assertTrue(refusal.contains(name + " has 2 names (hard links)"), refusal);
            assertTrue(refusal.contains("-samefile"), refusal);
            assertThrows(UnusableStore.class, () -> JdbcMigrations.sqlite(name));
            assertArrayEquals(before, Files.readAllBytes(file));
        }
        Files.delete(hard);
        assertHolds(file, kept);
    }

    @Test
    void refusesAHardLinkMadeWhileAServerUsesTheFileAndTakesNothingFromThatServer() throws Exception {
        try (Store store = open(file)) {
            Driver driver = new Driver(store, Driver.NOW);
            Job first = driver.enqueue(job());
            Path hard = Files.createLink(folder.resolve("hard.db"), file);
            assertTrue(refusal(hard).contains("has 2 names"));
            Job second = driver.enqueue(job());
            assertEquals(first, store.jobs().find(first.id()).orElseThrow());
            assertEquals(second, store.jobs().find(second.id()).orElseThrow());
            Files.delete(hard);
        }
        open(file).close();
    }

    @Test
    void refusesALinkInThePlaceOfAFileThatSqliteKeepsBesideTheDatabase() throws Exception {
        Job kept = store(file);
        Path other = Files.writeString(folder.resolve("other"), "of somebody else");
        for (String companion : new String[] {"-wal", "-shm", "-journal"}) {
            Path link = folder.resolve("dwp.db" + companion);
            Files.createSymbolicLink(link, other);
            assertTrue(refusal(file).contains(link.getFileName().toString()));
            Files.delete(link);
            Files.createSymbolicLink(link, folder.resolve("not there"));
            assertTrue(refusal(file).contains("belongs to the database"));
            Files.delete(link);
            Files.createLink(link, other);
            assertTrue(refusal(file).contains("belongs to the database"));
            Files.delete(link);
        }
        assertEquals("of somebody else", Files.readString(other));
        assertFalse(Files.exists(folder.resolve("not there"), LinkOption.NOFOLLOW_LINKS));
        assertHolds(file, kept);
    }

    @Test
    void refusesALinkThatLeadsBackToItself() throws Exception {
        Files.createSymbolicLink(file, folder.resolve("round.db"));
        Files.createSymbolicLink(folder.resolve("round.db"), file);
        assertTrue(refusal(file).contains("leads back to itself"));
    }
}
