package dev.dwp.persistence.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What happens to a PostgreSQL database before anything else: it is brought up to date, and this server is entered. */
final class PostgresOpening {
    /** Makes nodes that start at the same time take turns with migrations; any number that nobody else is likely to use. */
    private static final long MIGRATION_LOCK = 4_919_131_752_989_213_764L;

    private static final int OLDEST_MAJOR = 14;

    private final PostgresUrl url;

    PostgresOpening(PostgresUrl url) {
        this.url = url;
    }

    /**
     * Prepares the database.
     *
     * @return the row of {@code dwp_writer} that is this server's from now on
     * @throws UnusableStore when it cannot be reached, or is of a newer version
     */
    long run() {
        try (Connection connection = url.connectPatiently()) {
            connection.setAutoCommit(false);
            requireVersion(connection.getMetaData().getDatabaseMajorVersion());
            migrate(connection);
            return enter(connection);
        } catch (SQLException e) {
            throw new UnusableStore("The database %s cannot be used: %s".formatted(url, e.getMessage()), e);
        }
    }

    private static void requireVersion(int major) {
        if (major < OLDEST_MAJOR) {
            throw new UnusableStore(
                    "The database is PostgreSQL %d; this server needs %d or later.".formatted(major, OLDEST_MAJOR));
        }
    }

    /** Each step is one transaction: one that was interrupted has not happened. */
    private static void migrate(Connection connection) throws SQLException {
        for (int version = lockedVersion(connection); version < Migration.latest(); ) {
            apply(connection, Migration.ALL.get(version));
            version = lockedVersion(connection);
        }
        connection.commit();
    }

    /** The version of the database, which nobody else changes until the end of the transaction. */
    private static int lockedVersion(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_xact_lock(%d)".formatted(MIGRATION_LOCK));
            statement.execute("""
                    CREATE TABLE IF NOT EXISTS dwp_migration (
                        version    BIGINT NOT NULL PRIMARY KEY,
                        name       TEXT NOT NULL,
                        applied_at TIMESTAMPTZ NOT NULL
                    )
                    """);
            try (ResultSet results =
                    statement.executeQuery("SELECT coalesce(max(version), 0) AS version FROM dwp_migration")) {
                results.next();
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

    private static long enter(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM dwp_writer WHERE seen_at < now() - interval '7 days'");
            try (ResultSet results = statement.executeQuery(
                    "INSERT INTO dwp_writer (batch, head, seen_at) VALUES (0, 0, now()) RETURNING id")) {
                results.next();
                long writer = results.getLong("id");
                connection.commit();
                return writer;
            }
        }
    }
}
