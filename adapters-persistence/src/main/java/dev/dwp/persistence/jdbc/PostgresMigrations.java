package dev.dwp.persistence.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings a PostgreSQL database up to date. Each step is one transaction together with its row in {@code dwp_migration}: one
 * that was interrupted has not happened.
 */
final class PostgresMigrations {
    /** Makes nodes that start at the same time take turns with migrations; any number that nobody else is likely to use. */
    private static final long LOCK = 4_919_131_752_989_213_764L;

    private PostgresMigrations() {}

    /** Takes the steps that the database lacks; which those were. */
    static List<Migration> run(Connection connection) throws SQLException {
        List<Migration> taken = new ArrayList<>();
        for (int version = lockedVersion(connection); version < Migration.latest(); ) {
            Migration step = Migration.ALL.get(version);
            apply(connection, step);
            taken.add(step);
            version = lockedVersion(connection);
        }
        connection.commit();
        return taken;
    }

    /** The version of the database, which nobody else changes until the end of the transaction. */
    private static int lockedVersion(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TRANSACTION ISOLATION LEVEL READ COMMITTED");
            statement.execute("SELECT pg_advisory_xact_lock(%d)".formatted(LOCK));
            statement.execute("""
                    CREATE TABLE IF NOT EXISTS dwp_migration (
                        version    BIGINT NOT NULL PRIMARY KEY,
                        name       TEXT NOT NULL,
                        applied_at TIMESTAMPTZ NOT NULL
                    )
                    """);
            try (ResultSet results = statement.executeQuery("""
                    SELECT coalesce(max(version), 0) AS version, to_regclass('%s') IS NOT NULL AS earlier
                    FROM dwp_migration
                    """.formatted(Migration.EARLIER_INDEX))) {
                results.next();
                if (results.getBoolean("earlier")) {
                    throw new UnusableStore("The database " + Migration.EARLIER);
                }
                return requireKnown(results.getInt("version"));
            }
        }
    }

    private static int requireKnown(int version) {
        if (version > Migration.latest()) {
            throw new UnusableStore("The database is of version %d, and this server knows versions up to %d; "
                            .formatted(version, Migration.latest())
                    + "use a newer server.");
        }
        return version;
    }

    private static void apply(Connection connection, Migration step) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(step.text("postgres"));
            statement.execute("INSERT INTO dwp_migration (version, name, applied_at) VALUES (%d, '%s', now())"
                    .formatted(step.version(), step.name()));
        }
        connection.commit();
    }
}
