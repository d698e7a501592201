package dev.dwp.persistence.jdbc;

import static dev.dwp.persistence.contract.JobDraft.job;
import static dev.dwp.persistence.contract.RunDraft.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.application.port.out.Store;
import dev.dwp.application.thread.SupervisedThreads;
import dev.dwp.domain.channel.Cursor;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.session.Tenant;
import dev.dwp.persistence.contract.Driver;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever comes and goes leaves nothing behind that would pile up. */
class SweepTest {
    @TempDir
    Path folder;

    @Test
    void removesWhatIsLeftOfTenantsAndQueuesOnSqlite() throws SQLException {
        Path file = folder.resolve("dwp.db");
        try (Store store =
                JdbcStores.sqlite(file, Formats.JSON, InstantSource.fixed(Driver.NOW), new SupervisedThreads())) {
            comeAndGo(store);
        }
        assertNothingLeft("jdbc:sqlite:" + file);
    }

    @Test
    void removesWhatIsLeftOfTenantsAndQueuesOnPostgres() throws SQLException {
        String url = PostgresServer.emptyDatabase();
        try (Store store = JdbcStores.postgres(url, Formats.JSON, new SupervisedThreads())) {
            comeAndGo(store);
        }
        assertNothingLeft(url);
    }

    @Test
    void remembersTheTurnsOfIdleTenantsWhereTheLogBeginsAnotherLife() {
        Path file = folder.resolve("dwp.db");
        AtomicInteger hours = new AtomicInteger();
        remembersTurns(() -> JdbcStores.sqlite(
                file,
                Formats.JSON,
                InstantSource.fixed(Driver.NOW.plus(Duration.ofHours(hours.getAndIncrement()))),
                new SupervisedThreads()));
    }

    @Test
    void remembersTheTurnsOfIdleTenantsWhereTheLogBeginsAnotherLifeOnPostgres() {
        String url = PostgresServer.emptyDatabase();
        remembersTurns(() -> JdbcStores.postgres(url, Formats.JSON, new SupervisedThreads()));
    }

    /** Who had the last turn earlier goes first, whoever of the two has jobs again first. */
    private static void remembersTurns(Supplier<Store> opening) {
        Tenant early = new Tenant("early", null);
        Tenant late = new Tenant("late", null);
        Cursor before;
        try (Store store = opening.get()) {
            Driver driver = new Driver(store, Driver.NOW);
            for (Tenant tenant : List.of(early, late)) {
                driver.commit(driver.running(job().tenant(tenant)).complete(Value.NULL, driver.now()));
            }
            before = store.events().head();
        }
        try (Store store = opening.get()) {
            Driver driver = new Driver(store, Driver.NOW.plusSeconds(1));
            Job ofLate = driver.enqueue(job().tenant(late));
            assertTrue(store.events().head().n() > before.n() + 1, "The log goes on in another life.");
            driver.advance(Duration.ofDays(8));
            driver.commit(ofLate.cancel(driver.now()));
            assertEquals(0, store.jobs().deleteFinishedBefore(Driver.NOW.minusSeconds(1), driver.now(), 1000));
            driver.enqueue(job().tenant(late));
            Job first = driver.enqueue(job().tenant(early));
            assertEquals(
                    List.of(first.id()), driver.claim(1).stream().map(Job::id).toList());
        }
    }

    @Test
    void remembersNoMoreTurnsThanTenThousand() throws SQLException {
        Path file = folder.resolve("dwp.db");
        String url = "jdbc:sqlite:" + file;
        try (Store store =
                JdbcStores.sqlite(file, Formats.JSON, InstantSource.fixed(Driver.NOW), new SupervisedThreads())) {
            Driver driver = new Driver(store, Driver.NOW);
            driver.enqueue(job().queue("waits"));
            execute(url, """
                    UPDATE dwp_lane SET turn = 0
                    """);
            execute(url, """
                    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10007)
                    INSERT INTO dwp_lane (queue, app_id, org_id, turn) SELECT 'gone', 'app-' || i, '', i FROM n
                    """);
            assertEquals(0, store.jobs().deleteFinishedBefore(driver.now(), driver.now(), 1000));
        }
        assertEquals(10_001, number(url, "SELECT count(*) AS n FROM dwp_lane"));
        assertEquals(8, number(url, "SELECT min(turn) AS n FROM dwp_lane WHERE queue = 'gone'"));
    }

    private static void execute(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long number(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong("n");
        }
    }

    private static void comeAndGo(Store store) {
        Driver driver = new Driver(store, Driver.NOW);
        for (int i = 0; i < 20; i++) {
            Tenant tenant = new Tenant("app-" + i, null);
            driver.commit(
                    driver.running(job().tenant(tenant).queue("q" + i).key("k")).complete(Value.NULL, driver.now()));
            driver.commit(driver.claimed(run()).complete(Value.NULL, driver.now()));
        }
        driver.advance(Duration.ofDays(8));
        assertEquals(20, store.jobs().deleteFinishedBefore(driver.now(), driver.now(), 1000));
        assertEquals(20, store.runs().deleteFinishedBefore(driver.now(), driver.now(), 1000));
        assertEquals(0, store.runs().deleteFinishedBefore(driver.now(), driver.now(), 1000));
        assertEquals(100, store.events().extent().kept());
        Cursor head = store.events().head();
        while (store.events().trim(0, driver.now(), 7) > 0) {
            assertEquals(head, store.events().head());
        }
    }

    private static void assertNothingLeft(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (String table : List.of(
                    "dwp_job", "dwp_key", "dwp_run", "dwp_entry", "dwp_segment", "dwp_job_count", "dwp_run_count")) {
                try (ResultSet rows = statement.executeQuery("SELECT count(*) AS n FROM " + table)) {
                    rows.next();
                    assertEquals(0, rows.getLong("n"), table);
                }
            }
        }
    }
}
