package dev.dwp.persistence.jdbc;

import static dev.dwp.persistence.contract.JobDraft.job;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.application.id.IdGenerator;
import dev.dwp.application.port.out.Change;
import dev.dwp.application.port.out.Changeset;
import dev.dwp.application.port.out.CommitInDoubt;
import dev.dwp.application.port.out.Store;
import dev.dwp.application.port.out.StoreUnavailable;
import dev.dwp.application.thread.SupervisedThreads;
import dev.dwp.domain.job.Job;
import dev.dwp.persistence.contract.Driver;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a PostgreSQL store does when its database, its connections or another server fail. */
class PostgresFaultTest {
    private final IdGenerator ids = new IdGenerator(InstantSource.system(), new Random(1));

    @TempDir
    Path folder;

    /** Also in the middle of commits: then it finds out which of them took place. */
    @Test
    void tellsTheTruthOfEachCommitWhenItsConnectionsAreCut() throws Exception {
        String url = PostgresServer.emptyDatabase();
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        Set<String> refused = ConcurrentHashMap.newKeySet();
        AtomicInteger tried = new AtomicInteger();
        AtomicInteger cuts = new AtomicInteger();
        AtomicInteger working = new AtomicInteger(8);
        try (Store store = JdbcStores.postgres(url, Formats.JSON, new SupervisedThreads())) {
            List<Callable<Integer>> actions = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                actions.add(() -> {
                    for (int n = 0; n < 150 || cuts.get() < 4; n++) {
                        tried.incrementAndGet();
                        enqueue(store, acknowledged, refused);
                    }
                    return working.decrementAndGet();
                });
            }
            actions.add(() -> cutWhile(url, working, cuts));
            Together.run(actions);
            Set<String> stored = new HashSet<>();
            new Consistency(store).jobs().forEach(job -> stored.add(job.id().text()));
            assertEquals(acknowledged, stored, "What was acknowledged took place, what was refused did not.");
            assertEquals(tried.get(), acknowledged.size() + refused.size());
            new Consistency(store).check();
            Eventually.holds(store, "It is well again.", store::healthy);
        }
    }

    private void enqueue(Store store, Set<String> acknowledged, Set<String> refused) {
        Instant now = Instant.now();
        Change.OfJob change = new Change.OfJob(Job.enqueue(ids.job(), job().spec(), now, now));
        String id = change.change().job().id().text();
        try {
            store.commits().commit(Changeset.of(now, change));
            acknowledged.add(id);
        } catch (StoreUnavailable e) {
            refused.add(id);
        }
    }

    /** Cuts the store's connections again and again; how many times. */
    private static int cutWhile(String url, AtomicInteger working, AtomicInteger cuts) {
        while (working.get() > 0) {
            PostgresServer.run(
                    url,
                    "SELECT pg_sleep(0.02)",
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'dwp'");
            cuts.incrementAndGet();
        }
        return cuts.get();
    }

    @Test
    void goesOnByItselfWhenTheDatabaseIsBack() throws Exception {
        Path data = folder.resolve("data");
        EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .start();
        int port = server.getPort();
        try (Store store =
                JdbcStores.postgres(server.getJdbcUrl("postgres", "postgres"), Formats.JSON, new SupervisedThreads())) {
            Driver driver = new Driver(store, Driver.NOW);
            Job kept = driver.enqueue(job());
            server.close();

            StoreUnavailable refusal = assertThrows(StoreUnavailable.class, () -> driver.enqueue(job()));
            assertTrue(refusal.getMessage().startsWith("The database cannot be"), refusal.getMessage());
            assertThrows(StoreUnavailable.class, () -> store.jobs().find(kept.id()));
            assertFalse(store.healthy());

            server = EmbeddedPostgres.builder()
                    .setPort(port)
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .start();
            Eventually.holds(store, "It tells when the database is back.", store::healthy);
            assertEquals(kept, store.jobs().find(kept.id()).orElseThrow());
            assertEquals(1, driver.claim(1).size());
        } finally {
            server.close();
        }
    }

    /** Another transaction holds the head of the log, so the commit is under way for as long as the test wants it. */
    @Test
    void saysThatACommitMayHaveTakenPlaceWhereNobodyCanBeAsked() throws Exception {
        EmbeddedPostgres server = EmbeddedPostgres.builder().start();
        String url = server.getJdbcUrl("postgres", "postgres");
        try (Store store = JdbcStores.postgres(url, Formats.JSON, new SupervisedThreads());
                Connection other = DriverManager.getConnection(url)) {
            Driver driver = new Driver(store, Driver.NOW);
            other.setAutoCommit(false);
            PostgresServer.hold(other, "SELECT head FROM dwp_log FOR UPDATE");
            FutureTask<Job> enqueuing = new FutureTask<>(() -> driver.enqueue(job()));
            Thread.ofVirtual().start(enqueuing);
            PostgresServer.awaitHeldUp(other);
            server.close();
            ExecutionException failure =
                    assertThrows(ExecutionException.class, () -> enqueuing.get(60, TimeUnit.SECONDS));
            assertInstanceOf(CommitInDoubt.class, failure.getCause());
        } finally {
            server.close();
        }
    }

    @Test
    void noticesThatTheDatabaseIsAwayWithoutBeingAsked() throws Exception {
        Path data = folder.resolve("data");
        EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .start();
        try (Store store =
                JdbcStores.postgres(server.getJdbcUrl("postgres", "postgres"), Formats.JSON, new SupervisedThreads())) {
            assertTrue(store.healthy());
            server.close();
            Eventually.holds(store, "It notices.", () -> !store.healthy());
        }
    }

    /** It may stop in the middle of a transaction, with locks that others want. */
    @Test
    void goesOnWhileAnotherServerIsPausedAndRefusesItsLateWrites() throws Exception {
        String url = PostgresServer.emptyDatabase();
        try (ServerProcess paused = new ServerProcess(url);
                Store store = JdbcStores.postgres(url, Formats.JSON, new SupervisedThreads())) {
            for (int round = 0; round < 3; round++) {
                paused.say(200);
                paused.signal("STOP");
                Load load = new Load(store, ids, (what, id) -> {});
                for (int n = 0; n < 50; n++) {
                    load.produce(n);
                    load.consume(ids.worker());
                }
                paused.signal("CONT");
            }
            paused.say(200);
            paused.kill();
            new Consistency(store).check();
        }
    }

    @Test
    void saysInASentenceWhyItCannotBeUsed() {
        UnusableStore refusal = assertThrows(
                UnusableStore.class,
                () -> JdbcStores.postgres(
                        "jdbc:postgresql://127.0.0.1:1/dwp?user=me&password=secret",
                        Formats.JSON,
                        new SupervisedThreads()));
        assertTrue(refusal.getMessage().startsWith("The database jdbc:postgresql://127.0.0.1:1/dwp cannot be used"));
        assertFalse(refusal.getMessage().contains("secret"));
    }

    @Test
    void refusesADatabaseOfANewerServer() {
        String url = PostgresServer.emptyDatabase();
        JdbcStores.postgres(url, Formats.JSON, new SupervisedThreads()).close();
        PostgresServer.run(url, "INSERT INTO dwp_migration VALUES (999, '0999_future', now())");
        try {
            UnusableStore refusal = assertThrows(
                    UnusableStore.class, () -> JdbcStores.postgres(url, Formats.JSON, new SupervisedThreads()));
            assertTrue(refusal.getMessage().contains("version 999"));
        } finally {
            PostgresServer.run(url, "DELETE FROM dwp_migration WHERE version = 999");
        }
    }

    @Test
    void refusesADatabaseFromBeforeTheFirstRelease() {
        String url = PostgresServer.emptyDatabase();
        JdbcStores.postgres(url, Formats.JSON, new SupervisedThreads()).close();
        PostgresServer.run(url, "CREATE TABLE dwp_job_finished (n BIGINT)");
        try {
            UnusableStore refusal = assertThrows(UnusableStore.class, () -> JdbcMigrations.postgres(url));
            assertTrue(refusal.getMessage().contains("begin with an empty database"), refusal.getMessage());
        } finally {
            PostgresServer.run(url, "DROP TABLE dwp_job_finished");
        }
    }

    @Test
    void letsServersThatStartTogetherMigrateOnce() throws Exception {
        String url = PostgresServer.emptyDatabase();
        PostgresServer.run(url, "DROP SCHEMA public CASCADE", "CREATE SCHEMA public");
        startTogether(url);
    }

    /** Whoever waited for the others' migration must see what it has made. */
    @Test
    void letsServersMigrateOnceWhateverTheDatabasesDefaultIsolationIs() throws Exception {
        String url = PostgresServer.newDatabase();
        String name = url.substring(url.lastIndexOf('/') + 1, url.indexOf('?'));
        PostgresServer.run(url, "ALTER DATABASE %s SET default_transaction_isolation = 'serializable'".formatted(name));
        startTogether(url);
    }

    private static void startTogether(String url) throws Exception {
        List<Callable<Store>> openings = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            openings.add(() -> JdbcStores.postgres(url, Formats.JSON, new SupervisedThreads()));
        }
        List<Store> stores = Together.run(openings);
        Job job = new Driver(stores.getFirst(), Driver.NOW).enqueue(job());
        for (Store store : stores) {
            assertEquals(job, store.jobs().find(job.id()).orElseThrow());
            store.close();
        }
    }
}
