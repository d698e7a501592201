package dev.dwp.persistence.jdbc;

import static dev.dwp.persistence.contract.JobDraft.job;
import static dev.dwp.persistence.contract.RunDraft.run;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dwp.application.port.out.Store;
import dev.dwp.application.thread.SupervisedThreads;
import dev.dwp.domain.channel.Cursor;
import dev.dwp.domain.frame.Value;
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
                    "dwp_job", "dwp_key", "dwp_run", "dwp_entry", "dwp_event", "dwp_job_count", "dwp_run_count")) {
                try (ResultSet rows = statement.executeQuery("SELECT count(*) AS n FROM " + table)) {
                    rows.next();
                    assertEquals(0, rows.getLong("n"), table);
                }
            }
        }
    }
}
