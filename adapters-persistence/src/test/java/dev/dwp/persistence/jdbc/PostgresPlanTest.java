package dev.dwp.persistence.jdbc;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.application.thread.SupervisedThreads;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No statement that runs all the time reads a table from end to end, or sorts what it could read in order. */
class PostgresPlanTest {
    private static final List<String> MODES = List.of("force_custom_plan", "force_generic_plan");

    /** Tables that grow. */
    private static final List<String> TABLES = List.of(
            "dwp_job ",
            "dwp_later",
            "dwp_due",
            "dwp_ended",
            "dwp_rare",
            "dwp_run ",
            "dwp_segment",
            "dwp_entry",
            "dwp_signal",
            "dwp_key");

    private static Connection connection;
    private static Plans plans;

    @BeforeAll
    static void fill() throws SQLException {
        // What other tests deleted takes room in tables and indexes, and so would have a part in what is planned.
        String url = PostgresServer.newDatabase();
        JdbcStores.postgres(url, Formats.JSON, new SupervisedThreads()).close();
        PostgresServer.run(url, Bulk.JOBS, Bulk.KEYS, Bulk.EVENTS, Bulk.RUNS, Bulk.ENTRIES, Bulk.SIGNALS, "ANALYZE");
        connection = DriverManager.getConnection(url);
        plans = new Plans(connection);
    }

    @AfterAll
    static void empty() throws SQLException {
        connection.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.dwp.persistence.jdbc.HotStatements#all")
    void readsNoTableFromEndToEnd(String name, Sql sql, String setting, @Nullable Object[] parameters)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(setting);
        }
        for (String mode : MODES) {
            String plan = plans.of(sql, mode, parameters);
            for (String table : TABLES) {
                assertFalse(plan.contains("Seq Scan on " + table), () -> mode + "\n" + plan);
            }
        }
    }

    @Test
    void wouldNoticeATableThatIsReadFromEndToEnd() throws SQLException {
        Sql careless = Sql.same("SELECT * FROM dwp_job WHERE last_error = ?");
        assertTrue(plans.of(careless, MODES.getFirst(), "x").contains("Seq Scan on dwp_job "));
    }

    /** What the two halves of the order are sorted by must come out of the index in that order. */
    @Test
    void takesTheFirstDueJobsOffTheIndexWithoutSortingTheOthers() throws SQLException {
        String plan =
                plans.of(ClaimSql.FIRST_DUE, MODES.getLast(), "default", "app-1", "", "work", HotStatements.NOW, 64L);
        assertTrue(plan.contains("Scan using dwp_due_first on dwp_due"), plan);
        assertFalse(plan.contains("Bitmap"), plan);
    }
}
