package dev.dwp.persistence.jdbc.doctor;

import dev.dwp.persistence.jdbc.Migration;
import dev.dwp.persistence.jdbc.PostgresUrl;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;

/**
 * Compares the indexes of a database with those that the migrations make: they are run once more, in the temporary schema of a
 * connection of its own, in a transaction that is rolled back.
 */
final class PostgresIndexes implements Check {
    /** Without the schema of the table, which is what differs anyway. */
    private static final String DEFINITIONS = """
            SELECT found.relname AS name, pg_index.indisvalid AND pg_index.indisready AS valid,
                regexp_replace(pg_get_indexdef(found.oid), ' ON (ONLY )?[^ ]*\\.', ' ON ') AS sql
            FROM pg_index
            JOIN pg_class found ON found.oid = pg_index.indexrelid
            JOIN pg_class owner ON owner.oid = pg_index.indrelid
            WHERE owner.relname LIKE 'dwp\\_%' AND owner.relname <> 'dwp_migration'
                AND owner.relnamespace = (SELECT relnamespace FROM pg_class WHERE oid = to_regclass('dwp_job'))
            """;

    private final PostgresUrl url;

    PostgresIndexes(PostgresUrl url) {
        this.url = url;
    }

    @Override
    public String name() {
        return Indexes.NAME;
    }

    @Override
    public Finding examine(Evidence evidence) throws SQLException {
        return Indexes.judge(expected(evidence), read(evidence));
    }

    private Map<String, String> expected(Evidence evidence) throws SQLException {
        try (Connection connection = url.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SET LOCAL search_path = pg_temp");
            for (Migration step : Migration.ALL) {
                statement.execute(step.text("postgres"));
            }
            Map<String, String> expected = read(new Evidence(connection, evidence.now(), evidence.norms()));
            connection.rollback();
            return expected;
        }
    }

    private static Map<String, String> read(Evidence evidence) throws SQLException {
        Map<String, String> definitions = new TreeMap<>();
        evidence.all(
                DEFINITIONS,
                row -> definitions.put(
                        row.getString("name"),
                        row.getBoolean("valid") ? row.getString("sql") : "not valid: " + row.getString("sql")));
        return definitions;
    }
}
