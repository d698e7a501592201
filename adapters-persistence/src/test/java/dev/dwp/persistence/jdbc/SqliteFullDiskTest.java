package dev.dwp.persistence.jdbc;

import static dev.dwp.persistence.contract.JobDraft.job;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.dwp.application.port.out.Store;
import dev.dwp.application.port.out.StoreUnavailable;
import dev.dwp.application.port.out.Wakeups.Topic;
import dev.dwp.application.thread.SupervisedThreads;
import dev.dwp.domain.job.Job;
import dev.dwp.persistence.contract.Driver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A disk of four megabytes that is full. Needs the right to mount one. */
class SqliteFullDiskTest {
    @TempDir
    Path folder;

    @BeforeEach
    void mount() throws Exception {
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", folder.toString()), "May mount a disk.");
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", "-l", folder.toString());
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).start().waitFor() == 0;
    }

    @Test
    void refusesWritesWhileTheDiskIsFullAndGoesOnByItself() throws Exception {
        Path ballast = folder.resolve("ballast");
        Files.write(ballast, new byte[1 << 20]);
        try (Store store = JdbcStores.sqlite(
                folder.resolve("dwp.db"), Formats.JSON, InstantSource.system(), new SupervisedThreads())) {
            Driver driver = new Driver(store, Driver.NOW);
            List<Job> kept = new ArrayList<>();
            assertThrows(StoreUnavailable.class, () -> fill(driver, kept));
            assertFalse(kept.isEmpty());
            assertFalse(store.healthy());
            assertEquals(kept.size(), store.events().extent().kept(), "What was refused left nothing behind.");

            Semaphore back = new Semaphore(0);
            store.wakeups().on(Topic.JOBS, back::release);
            Files.delete(ballast);
            assertTrue(back.tryAcquire(20, TimeUnit.SECONDS), "It tells when it can write again.");
            assertTrue(store.healthy());
            kept.add(driver.enqueue(job()));
            assertEquals(kept.reversed(), new Consistency(store).jobs());
            new Consistency(store).check();
        }
    }

    /** However many are refused: each knows why, and the log is told once. */
    @Test
    void isLoggedOnceAndNamedInEveryRefusal() throws Exception {
        Path ballast = folder.resolve("ballast");
        Files.write(ballast, new byte[1 << 20]);
        Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        try (Store store = JdbcStores.sqlite(
                folder.resolve("dwp.db"), Formats.JSON, InstantSource.system(), new SupervisedThreads())) {
            Driver driver = new Driver(store, Driver.NOW);
            log.start();
            root.addAppender(log);
            assertThrows(StoreUnavailable.class, () -> fill(driver, new ArrayList<>()));
            for (int refused = 0; refused < 26; refused++) {
                StoreUnavailable refusal = assertThrows(StoreUnavailable.class, () -> driver.enqueue(job()));
                assertEquals("disk full", refusal.reason());
            }
            Files.delete(ballast);
            Eventually.holds(store, "It works again.", store::healthy);
        } finally {
            root.detachAppender(log);
        }
        List<String> told = log.list.stream()
                .filter(line -> line.getLevel().isGreaterOrEqual(Level.INFO))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
        assertEquals(2, told.size(), told::toString);
        assertTrue(told.getFirst().startsWith("The database does not work: disk full: "), told::toString);
        assertEquals("The database works again.", told.getLast());
    }

    private static void fill(Driver driver, List<Job> kept) {
        for (int i = 0; i < 100_000; i++) {
            kept.add(driver.enqueue(job()));
        }
    }
}
