package dev.dwp.persistence.jdbc.doctor;

import static dev.dwp.persistence.contract.JobDraft.job;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.application.port.out.Store;
import dev.dwp.application.thread.SupervisedThreads;
import dev.dwp.persistence.contract.Driver;
import dev.dwp.persistence.jdbc.Formats;
import dev.dwp.persistence.jdbc.HalfWritten;
import dev.dwp.persistence.jdbc.JdbcStores;
import dev.dwp.persistence.jdbc.doctor.Finding.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The doctor on SQLite, most of the time beside the server that has the file. */
class SqliteDoctorTest extends DoctorContract {
    @TempDir
    Path folder;

    @Override
    Store open() {
        return JdbcStores.sqlite(file(), Formats.JSON, InstantSource.system(), new SupervisedThreads());
    }

    private Path file() {
        return folder.resolve("dwp 1.db");
    }

    @Override
    String url() {
        return "jdbc:sqlite:" + file();
    }

    @Override
    Doctor doctor(InstantSource clock) {
        return Doctor.sqlite(file(), NORMS, clock);
    }

    @Override
    void setVersion(int version) throws SQLException {
        sql("PRAGMA user_version = " + version);
    }

    private static List<Finding> examine(Path file) {
        return Doctor.sqlite(file, NORMS, InstantSource.system()).examine();
    }

    @Test
    void changesNothingInAFileThatNobodyUses() throws Exception {
        Path other = folder.resolve("other.db");
        try (Store store = JdbcStores.sqlite(other, Formats.JSON, InstantSource.system(), new SupervisedThreads())) {
            new Driver(store, Driver.NOW).enqueue(10, job());
        }
        byte[] before = Files.readAllBytes(other);

        assertEquals(Level.OK, find("integrity", examine(other)).level());

        assertArrayEquals(before, Files.readAllBytes(other));
    }

    @Test
    void saysThatThereIsNoFileAndMakesNone() {
        Path missing = folder.resolve("missing.db");

        Finding finding = find("connection", examine(missing));

        assertEquals(Level.FAIL, finding.level());
        assertTrue(finding.seen().startsWith("There is no database file " + missing), finding.seen());
        assertFalse(finding.seen().contains("SQLITE"), finding.seen());
        assertFalse(Files.exists(missing));
    }

    @Test
    void saysHowToGoOnAfterAProcessWasKilledInTheMiddleOfAChange() throws Exception {
        Path left = HalfWritten.in(folder);

        Finding finding = find("connection", examine(left));

        assertEquals(Level.FAIL, finding.level());
        assertTrue(finding.seen().contains("half a change"), finding.seen());
        assertTrue(String.valueOf(finding.advice()).contains("dwp migrate"), finding.advice());
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "links need rights, and hard links are not counted")
    void looksThroughASymbolicLinkAndFailsForAFileWithSeveralNames() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link.db"), file());
        assertEquals(Level.OK, find("connection", examine(link)).level());

        Path hard = Files.createLink(folder.resolve("hard.db"), file());
        for (Path name : List.of(file(), link, hard)) {
            Finding only = examine(name).getFirst();
            assertEquals(1, examine(name).size());
            assertEquals(Level.FAIL, only.level());
            assertTrue(only.seen().contains("has 2 names (hard links)"), only.seen());
        }
        List<Finding> repaired =
                Doctor.sqlite(hard, NORMS, InstantSource.system()).repair();
        assertEquals(Level.FAIL, find("connection", repaired).level());
        assertFalse(Files.exists(folder.resolve("hard.db-wal")));
        Files.delete(hard);
    }

    @Test
    void failsForTheDatabaseOfAnotherApplication() throws Exception {
        sql("PRAGMA application_id = 7", "ALTER TABLE dwp_job RENAME TO recipe");

        assertEquals(Level.FAIL, find("schema").level());
        assertTrue(find("schema").seen().contains("another application"));
    }

    @Test
    void failsOnceForAFileThatIsNoDatabase() throws Exception {
        Path text = Files.writeString(folder.resolve("notes.txt"), "This is no database. ".repeat(100));

        Finding only = examine(text).getFirst();
        assertEquals(1, examine(text).size());
        assertEquals(Level.FAIL, only.level());
        assertEquals("Name another file, or restore a backup.", only.advice());
    }

    @Test
    void failsForADamagedFile() throws Exception {
        Path other = folder.resolve("other.db");
        try (Store store = JdbcStores.sqlite(other, Formats.JSON, InstantSource.system(), new SupervisedThreads())) {
            new Driver(store, Driver.NOW).enqueue(500, job());
        }
        byte[] damaged = Files.readAllBytes(other);
        for (int i = damaged.length / 2; i < damaged.length; i++) {
            damaged[i] = (byte) (i * 31);
        }
        Files.write(other, damaged);

        assertEquals(Level.FAIL, find("integrity", examine(other)).level());
    }

    @Test
    void warnsWhenTheFileHasNoWriteAheadLog() throws Exception {
        Path other = folder.resolve("other.db");
        JdbcStores.sqlite(other, Formats.JSON, InstantSource.system(), new SupervisedThreads())
                .close();
        assertEquals(Level.OK, find("journal", examine(other)).level());

        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + other);
                var statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = DELETE");
        }

        assertEquals(Level.WARN, find("journal", examine(other)).level());
    }
}
