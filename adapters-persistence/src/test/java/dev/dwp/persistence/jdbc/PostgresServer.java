package dev.dwp.persistence.jdbc;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A real PostgreSQL for all tests of a JVM, started when the first needs it; each test finds its database empty. */
public final class PostgresServer {
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
                    UPDATE dwp_log SET head = 0, oldest = 1, base = 0, tail = 0;
                END IF;
            END
            $$
            """;

    private static final AtomicInteger DATABASES = new AtomicInteger();

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

    /** The URL of a database of its own, which no other test uses; a server makes its tables. */
    public static String newDatabase() {
        String name = "dwp" + DATABASES.incrementAndGet();
        run(Running.SERVER.getJdbcUrl("postgres", "postgres"), "CREATE DATABASE " + name);
        return Running.SERVER.getJdbcUrl("postgres", name);
    }

    /** Runs statements. */
    public static void run(String url, String... statements) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Takes locks that stay until the connection's transaction ends. */
    static void hold(Connection connection, String lock) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(lock);
        }
    }

    /** Waits until somebody waits for what a connection holds. */
    static void awaitHeldUp(Connection connection) throws SQLException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        try (PreparedStatement question = connection.prepareStatement("""
                SELECT pid FROM pg_sleep(0.01), pg_locks
                WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))
                """)) {
            while (!question.executeQuery().next()) {
                if (System.nanoTime() > deadline) {
                    throw new AssertionError("Nobody waits.");
                }
            }
        }
    }

    /** Waits until so many transactions wait for others. */
    static void awaitWaiting(Connection connection, int count) throws SQLException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        try (PreparedStatement question = connection.prepareStatement("""
                SELECT count(DISTINCT pid) >= ? FROM pg_sleep(0.01), pg_locks WHERE NOT granted
                """)) {
            question.setInt(1, count);
            while (true) {
                try (var answer = question.executeQuery()) {
                    answer.next();
                    if (answer.getBoolean(1)) {
                        return;
                    }
                }
                if (System.nanoTime() > deadline) {
                    throw new AssertionError("Fewer than %d transactions wait.".formatted(count));
                }
            }
        }
    }
}
