package dev.dwp.persistence.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.application.thread.SupervisedThreads;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Autovacuum comes when the work is done, and then its statistics say that nothing is ever due or running: PostgreSQL 15 was
 * seen to take the index of due jobs, which it thinks empty, for the cheapest place to look a job up, and to read all of it
 * when there is work again. PostgreSQL 18 did not; so here that place is made the cheapest by taking the primary key away.
 */
class PostgresStatisticsTest {
    /** As anyone would write it. */
    private static final Sql CARELESS =
            Sql.same(ClaimSql.FIRST_DUE.postgres().replace("place || '' = 'due'", "place = 'due'"));

    private static Connection connection;

    @BeforeAll
    static void fill() throws SQLException {
        String url = PostgresServer.newDatabase();
        JdbcStores.postgres(url, Formats.JSON, new SupervisedThreads()).close();
        PostgresServer.run(url, Bulk.JOBS, Bulk.RUNS, "ANALYZE");
        connection = DriverManager.getConnection(url);
        connection.setAutoCommit(false);
    }

    @BeforeEach
    void takeThePrimaryKeysAway() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL enable_seqscan = off");
            statement.execute("ALTER TABLE dwp_job DROP CONSTRAINT dwp_job_pkey");
            statement.execute("ALTER TABLE dwp_run DROP CONSTRAINT dwp_run_pkey");
        }
    }

    @AfterEach
    void putThemBack() throws SQLException {
        connection.rollback();
    }

    @AfterAll
    static void empty() throws SQLException {
        connection.close();
    }

    private static String plan(Sql sql, Object... parameters) throws SQLException {
        return new Plans(connection).of(sql, "force_custom_plan", parameters);
    }

    @Test
    void looksForNoJobAmongAllThatAreDue() throws SQLException {
        String plan = plan(ClaimSql.FIRST_DUE, "default", "app-1", "", "work", HotStatements.NOW, 64L);
        assertEquals(1, scans(plan, "dwp_job_due"), () -> "The first are found there, and no more:\n" + plan);
        assertTrue(plan.contains("Seq Scan on dwp_job"), plan);
    }

    @Test
    void looksForNoRunAmongAllThatAreDue() throws SQLException {
        String plan = plan(RunSql.FIRST_DUE, "flow", 1L, 0L, HotStatements.NOW, 64L);
        assertEquals(1, scans(plan, "dwp_run_due"), plan);
        assertTrue(plan.contains("Seq Scan on dwp_run"), plan);
    }

    @Test
    void looksForNoJobAmongAllThatAreRunning() throws SQLException {
        String plan = plan(JobSql.RENEW, HotStatements.NOW, "job_00000000000000000000012345", "wkr");
        assertFalse(plan.contains("dwp_job_lease"), plan);
    }

    @Test
    void wouldNoticeWhoLooksAmongAllThatAreDue() throws SQLException {
        String plan = plan(CARELESS, "default", "app-1", "", "work", HotStatements.NOW, 64L);
        assertEquals(2, scans(plan, "dwp_job_due"), plan);
    }

    private static int scans(String plan, String index) {
        String scan = "using " + index + " on";
        return (plan.length() - plan.replace(scan, "").length()) / scan.length();
    }
}
