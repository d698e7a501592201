package dev.dwp.persistence.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.dwp.application.thread.SupervisedThreads;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No statement that runs all the time reads a table from end to end. SQLite plans alike for small tables and large ones. */
class SqlitePlanTest {
    /** Tables that grow, by their names and by those that the statements give them. */
    private static final Pattern WHOLE_TABLE = Pattern.compile(
            "SCAN (dwp_job|dwp_later|dwp_due|dwp_ended|dwp_rare|dwp_run|dwp_segment|dwp_entry|dwp_signal|dwp_key|job|ended|rare|run|entry)(?! USING)\\b.*");

    @TempDir
    static Path folder;

    private static SqliteDatabase database;
    private static Session session;

    @BeforeAll
    static void open() throws SQLException {
        Path file = folder.resolve("dwp.db");
        JdbcStores.sqlite(file, Formats.JSON, InstantSource.system(), new SupervisedThreads())
                .close();
        database = new SqliteDatabase(SqliteFile.take(file));
        session = database.openWriter();
    }

    @AfterAll
    static void close() throws SQLException {
        session.close();
        database.close();
    }

    private static List<String> wholeTables(Sql sql, @Nullable Object... parameters) throws SQLException {
        Sql one = sql.together() ? sql.together(1, parameters.length) : sql;
        Sql explained = Sql.same("EXPLAIN QUERY PLAN " + one.sqlite());
        return session.list(explained, row -> row.text("detail"), parameters).stream()
                .filter(step -> WHOLE_TABLE.matcher(step).matches())
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.dwp.persistence.jdbc.HotStatements#all")
    void readsNoTableFromEndToEnd(String name, Sql sql, String setting, @Nullable Object[] parameters)
            throws SQLException {
        assertEquals(List.of(), wholeTables(sql, parameters));
    }

    @Test
    void wouldNoticeATableThatIsReadFromEndToEnd() throws SQLException {
        assertFalse(wholeTables(Sql.same("SELECT * FROM dwp_job WHERE last_error = ?"), "x")
                .isEmpty());
    }
}
