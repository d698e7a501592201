package dev.dwp.persistence.jdbc;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Brings a SQLite file up to date. Each step is one transaction together with the version that it reaches, kept in the
 * file's {@code user_version}: one that was interrupted has not happened.
 */
final class SqliteMigrations {
    private static final Sql VERSION = Sql.same("PRAGMA user_version");

    private SqliteMigrations() {}

    static int versionOf(Session session) throws SQLException {
        return session.first(VERSION, row -> row.integer("user_version")).orElseThrow();
    }

    /** Takes the steps that the file lacks; which those were. */
    static List<Migration> run(Session session) throws SQLException {
        int version = versionOf(session);
        List<Migration> ahead =
                Migration.ALL.stream().filter(step -> step.version() > version).toList();
        for (Migration step : ahead) {
            apply(session, step);
        }
        return ahead;
    }

    private static void apply(Session session, Migration step) throws SQLException {
        try (Statement statement = session.connection().createStatement()) {
            statement.executeUpdate("BEGIN IMMEDIATE");
            statement.executeUpdate(step.text("sqlite"));
            statement.executeUpdate("PRAGMA user_version = %d".formatted(step.version()));
            statement.executeUpdate("COMMIT");
        }
    }
}
