package dev.dwp.persistence.jdbc;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A real PostgreSQL for all tests of a JVM, started when the first needs it; each test finds its database empty. */
final class PostgresServer {
    /** Deletes all rows where there are tables already, which takes a fraction of what making them anew does. */
    private static final String EMPTY = """
            DO $$
            DECLARE
                own text;
            BEGIN
                FOR own IN SELECT tablename FROM pg_tables
                    WHERE tablename LIKE 'dwp%' AND tablename NOT IN ('dwp_migration', 'dwp_claim', 'dwp_log')
                LOOP
                    EXECUTE format('DELETE FROM %I', own);
                END LOOP;
                IF to_regclass('dwp_log') IS NOT NULL THEN
                    UPDATE dwp_log SET head = 0, oldest = 1;
                END IF;
            END
            $$
            """;

    private PostgresServer() {}

    /** Started on first use, and stopped with the JVM. */
    private static final class Running {
        static final EmbeddedPostgres SERVER = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("max_connections", "200")
                        .setServerConfig("log_min_messages", "fatal")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The URL of a database that is empty now; the tests of a JVM use it one after the other. */
    static String emptyDatabase() {
        String url = Running.SERVER.getJdbcUrl("postgres", "postgres");
        run(url, EMPTY);
        return url;
    }

    /** Runs statements. */
    static void run(String url, String... statements) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
