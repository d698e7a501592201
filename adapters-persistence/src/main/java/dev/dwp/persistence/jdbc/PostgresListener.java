package dev.dwp.persistence.jdbc;

import dev.dwp.application.port.out.ServerThreads;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears of other nodes' news by LISTEN, on a connection of its own. What it hears are hints: every second it rings for
 * everything, so that nothing depends on them, which a pooler may swallow, and measures clocks. Where its connection is lost,
 * a writer is told to look at the database.
 */
final class PostgresListener implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresListener.class);
    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final PostgresUrl url;
    private final Set<Long> own;
    private final JdbcWakeups wakeups;
    private final Runnable suspicion;
    private final List<PostgresClock> clocks;

    /** Guards the fields below. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition changed = lock.newCondition();
    private boolean closed;
    private @Nullable Connection connection;

    /** Set once, as the store starts. */
    private volatile @Nullable Thread thread;

    PostgresListener(
            PostgresUrl url, Set<Long> own, JdbcWakeups wakeups, Runnable suspicion, List<PostgresClock> clocks) {
        this.url = url;
        this.own = own;
        this.wakeups = wakeups;
        this.suspicion = suspicion;
        this.clocks = clocks;
    }

    void start(ServerThreads threads) {
        thread = threads.start("dwp-store-listener", this::hearOnOneConnection);
    }

    /** Until it is lost, or this is closed; whether to go on with another. */
    private boolean hearOnOneConnection() {
        try (Connection own = url.connect();
                Statement statement = own.createStatement()) {
            statement.execute("LISTEN dwp");
            if (use(own)) {
                listen(own);
            }
        } catch (SQLException e) {
            lost(e);
        }
        return use(null);
    }

    private void lost(SQLException e) {
        if (use(null)) {
            LOG.debug("The connection that hears of news is lost; it is opened again.", e);
            suspicion.run();
            wakeups.ringAll();
            pause();
        }
    }

    private void listen(Connection own) throws SQLException {
        PGConnection postgres = own.unwrap(PGConnection.class);
        long ringAt = System.nanoTime();
        while (use(own)) {
            long left = ringAt - System.nanoTime();
            if (left <= 0) {
                wakeups.ringAll();
                ringAt += INTERVAL_NANOS - left;
                measure(own);
            } else {
                int millis = (int) TimeUnit.NANOSECONDS.toMillis(left) + 1;
                for (PGNotification notification : postgres.getNotifications(millis)) {
                    hear(PostgresNews.parse(notification.getParameter()));
                }
            }
        }
    }

    private void measure(Connection own) throws SQLException {
        for (PostgresClock clock : clocks) {
            clock.measure(own);
        }
    }

    private void hear(PostgresNews news) {
        if (!own.contains(news.writer())) {
            wakeups.ring(news.topics());
        }
    }

    /** This is the connection to cut when it is closed; whether it is open still. */
    private boolean use(@Nullable Connection own) {
        lock.lock();
        try {
            connection = own;
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    private void pause() {
        lock.lock();
        try {
            long left = INTERVAL_NANOS;
            while (!closed && left > 0) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            LOG.debug("The listener was woken.");
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        cut(ending());
        Joining.join(thread);
    }

    private @Nullable Connection ending() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
            return connection;
        } finally {
            lock.unlock();
        }
    }

    /** Without waiting for the answer that it is waiting for. */
    private static void cut(@Nullable Connection own) {
        try {
            if (own != null) {
                own.abort(Runnable::run);
            }
        } catch (SQLException e) {
            LOG.debug("A connection could not be cut.", e);
        }
    }
}
