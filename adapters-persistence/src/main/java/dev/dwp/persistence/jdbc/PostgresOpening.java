package dev.dwp.persistence.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What happens to a PostgreSQL database before anything else: it is brought up to date, and this server is entered. */
final class PostgresOpening {
    private static final int OLDEST_MAJOR = 14;

    /** While one prepares or answers what it commits, the statements of the other run. */
    private static final int WRITERS = 2;

    private final PostgresUrl url;

    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    PostgresOpening(PostgresUrl url) {
        this.url = url;
    }

    /**
     * Prepares the database.
     *
     * @return the rows of {@code dwp_writer} that are this server's from now on
     * @throws UnusableStore when it cannot be reached, or is of a newer version
     */
    Set<Long> run() {
        return connected(connection -> {
            PostgresMigrations.run(connection);
            return enter(connection);
        });
    }

    /**
     * Brings the database up to date, and no more.
     *
     * @return the steps that it took
     * @throws UnusableStore as before
     */
    List<Migration> migrate() {
        return connected(PostgresMigrations::run);
    }

    private <T> T connected(Work<T> work) {
        try (Connection connection = url.connectPatiently()) {
            connection.setAutoCommit(false);
            requireVersion(connection.getMetaData().getDatabaseMajorVersion());
            return work.on(connection);
        } catch (SQLException e) {
            throw new UnusableStore(
                    "The database %s cannot be used: %s".formatted(url, e.getMessage()),
                    e,
                    PostgresTrouble.maySoonPass(e.getSQLState()));
        }
    }

    private static void requireVersion(int major) {
        if (major < OLDEST_MAJOR) {
            throw new UnusableStore(
                    "The database is PostgreSQL %d; this server needs %d or later.".formatted(major, OLDEST_MAJOR));
        }
    }

    private static Set<Long> enter(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TRANSACTION ISOLATION LEVEL READ COMMITTED");
            statement.execute(PostgresLives.BEGIN);
            statement.execute("DELETE FROM dwp_writer WHERE seen_at < now() - interval '7 days'");
            Set<Long> writers = new HashSet<>();
            try (ResultSet results = statement.executeQuery("""
                    INSERT INTO dwp_writer (batch, head, seen_at) SELECT 0, 0, now() FROM generate_series(1, %d)
                    RETURNING id
                    """.formatted(WRITERS))) {
                while (results.next()) {
                    writers.add(results.getLong("id"));
                }
            }
            connection.commit();
            return writers;
        }
    }
}
