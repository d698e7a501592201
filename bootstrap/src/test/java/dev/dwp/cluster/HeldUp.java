package dev.dwp.cluster;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;

/** A transaction that holds others up until it is closed, as that of a node does which was stopped in the middle of it. */
public final class HeldUp implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;

    private final Connection connection;

    private HeldUp(Connection connection) {
        this.connection = connection;
    }

    /** Takes the lock that claims of jobs take. */
    public static HeldUp claims(String database) throws SQLException {
        return by(database, "SELECT one FROM dwp_claim FOR UPDATE");
    }

    /** Takes the head of the log, so that no transaction with events commits. */
    public static HeldUp log(String database) throws SQLException {
        return by(database, "SELECT head FROM dwp_log FOR UPDATE");
    }

    /** Lets nobody write into a run's timeline. */
    public static HeldUp timelines(String database) throws SQLException {
        return by(database, "LOCK TABLE dwp_entry IN SHARE MODE");
    }

    private static HeldUp by(String database, String lock) throws SQLException {
        Connection connection = DriverManager.getConnection(database);
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(lock);
        }
        return new HeldUp(connection);
    }

    /** Waits until somebody waits for it. */
    public void awaitSomebody() throws SQLException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
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

    @Override
    public void close() throws SQLException {
        connection.rollback();
        connection.close();
    }
}
