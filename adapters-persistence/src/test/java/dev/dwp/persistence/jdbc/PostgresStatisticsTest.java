package dev.dwp.persistence.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
 * seen to take the index of due runs, which it thinks empty, for the cheapest place to look a run up, and to read all of it
 * when there is work again. PostgreSQL 18 did not; so here that place is made the cheapest by taking the primary key away. Of
 * a table that it thinks empty it would rather sort what is due than read it in order.
 */
class PostgresStatisticsTest {
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
    void takeThePrimaryKeyAway() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL enable_seqscan = off");
            statement.execute("SET LOCAL enable_bitmapscan = off");
            statement.execute("ALTER TABLE dwp_run DROP CONSTRAINT dwp_run_pkey");
        }
    }

    @AfterEach
    void putItBack() throws SQLException {
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
        believeNothingIsDue();
        String plan = plan(ClaimSql.FIRST_DUE, "default", "app-1", "", "work", HotStatements.NOW, 64L);
        assertEquals(1, scans(plan, "dwp_due_first"), () -> "The first are found there, and no more:\n" + plan);
    }

    @Test
    void looksForNoJobThatIsTakenAmongAllThatAreDue() throws SQLException {
        believeNothingIsDue();
        String plan = plan(PlaceSql.DROP_DUE, "default", "app-1", "", "work", 0L, "job_00000000000000000000012345");
        assertTrue(plan.contains("Index Cond: ((queue = gone.queue)"), plan);
        assertTrue(plan.contains("Tid Scan on dwp_due"), plan);
    }

    private static void believeNothingIsDue() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("UPDATE pg_class SET reltuples = 0 WHERE relname = 'dwp_due'");
        }
    }

    @Test
    void looksForNoRunAmongAllThatAreDue() throws SQLException {
        String plan = plan(RunSql.FIRST_DUE, "flow", 1L, 0L, HotStatements.NOW, 64L);
        assertEquals(1, scans(plan, "dwp_run_due"), plan);
        assertTrue(plan.contains("Seq Scan on dwp_run"), plan);
    }

    @Test
    void wouldNoticeWhoSortsAllThatAreDue() throws SQLException {
        believeNothingIsDue();
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL enable_bitmapscan = on");
        }
        String plan = plan(ClaimSql.FIRST_DUE, "default", "app-1", "", "work", HotStatements.NOW, 64L);
        assertEquals(0, scans(plan, "dwp_due_first"), plan);
    }

    private static int scans(String plan, String index) {
        String scan = "using " + index + " on";
        return (plan.length() - plan.replace(scan, "").length()) / scan.length();
    }
}
