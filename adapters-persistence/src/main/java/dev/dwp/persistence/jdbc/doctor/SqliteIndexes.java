package dev.dwp.persistence.jdbc.doctor;

import dev.dwp.persistence.jdbc.Migration;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;

/** Compares the indexes of a file with those of a database in memory on which the migrations were run. */
final class SqliteIndexes implements Check {
    private static final String DEFINITIONS = """
            SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL
            """;

    @Override
    public String name() {
        return Indexes.NAME;
    }

    @Override
    public Finding examine(Evidence evidence) throws SQLException {
        return Indexes.judge(expected(evidence), read(evidence));
    }

    private static Map<String, String> expected(Evidence evidence) throws SQLException {
        try (Connection fresh = DriverManager.getConnection("jdbc:sqlite::memory:");
                Statement statement = fresh.createStatement()) {
            for (Migration step : Migration.ALL) {
                statement.executeUpdate(step.text("sqlite"));
            }
            return read(new Evidence(fresh, evidence.now(), evidence.norms()));
        }
    }

    private static Map<String, String> read(Evidence evidence) throws SQLException {
        Map<String, String> definitions = new TreeMap<>();
        evidence.all(
                DEFINITIONS,
                row -> definitions.put(
                        row.getString("name"), row.getString("sql").replaceAll("\\s+", " ")));
        return definitions;
    }
}
