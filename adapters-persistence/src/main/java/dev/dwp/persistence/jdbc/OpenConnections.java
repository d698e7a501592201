package dev.dwp.persistence.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cuts a store's connections, all at once and without waiting for the database: whoever waits for an answer on one of them
 * gets a failure instead. Thread-safe.
 */
final class OpenConnections {
    private static final Logger LOG = LoggerFactory.getLogger(OpenConnections.class);

    /** Guards the fields below. */
    private final ReentrantLock lock = new ReentrantLock();

    private final List<Connection> open = new ArrayList<>();
    private boolean shut;

    /**
     * Remembers a connection for as long as it is open.
     *
     * @throws SQLException when there are to be none any more: then it was cut
     */
    Connection add(Connection connection) throws SQLException {
        lock.lock();
        try {
            open.removeIf(OpenConnections::closed);
            if (!shut) {
                open.add(connection);
                return connection;
            }
        } finally {
            lock.unlock();
        }
        cut(connection);
        throw refusal();
    }

    /** Refuses to open another once there are to be none any more. */
    void check() throws SQLException {
        lock.lock();
        try {
            if (shut) {
                throw refusal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Cuts those that are open; others may follow. */
    void cut() {
        taken(false).forEach(OpenConnections::cut);
    }

    /** Cuts those that are open; none follow. */
    void shut() {
        taken(true).forEach(OpenConnections::cut);
    }

    private List<Connection> taken(boolean last) {
        lock.lock();
        try {
            shut |= last;
            List<Connection> taken = List.copyOf(open);
            open.clear();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Cuts one connection. */
    static void cut(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            LOG.debug("Cutting a connection failed.", e);
        }
    }

    private static boolean closed(Connection connection) {
        try {
            return connection.isClosed();
        } catch (SQLException e) {
            LOG.debug("A connection does not say whether it is closed.", e);
            return true;
        }
    }

    private static SQLException refusal() {
        return new SQLException("The store lets go of its database.", "08003");
    }
}
