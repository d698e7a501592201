package dev.dwp.persistence.jdbc;

import dev.dwp.application.port.out.ServerThreads;
import dev.dwp.application.port.out.Wakeups;
import java.net.SocketTimeoutException;
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
 * everything, so that nothing depends on them, which a pooler may swallow, and asks the database for its time. That is the
 * store's heartbeat, too: a database that does not answer for {@value #ANSWER_MILLIS} ms, on this connection or any other, is
 * away, and whoever waits for it elsewhere is cut off. Where its connection is lost, a writer is told to look at the database.
 */
final class PostgresListener implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresListener.class);
    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int ANSWER_MILLIS = 4_000;

    private final PostgresUrl url;
    private final Set<Long> own;
    private final List<PostgresClock> clocks;
    private final Effects effects;

    /** When the database was asked last, and whether this connection is open; for the listener's thread. */
    private long askedNanos;

    private boolean connected;

    /** Guards the fields below. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition changed = lock.newCondition();
    private boolean closed;
    private @Nullable Connection connection;

    /** Set once, as the store starts. */
    private volatile @Nullable Thread thread;

    /**
     * Where it tells what it hears.
     *
     * @param wakeups rung when there may be news
     * @param suspicion run when its connection is lost
     * @param reachability told whether the database answers
     * @param cut cuts the store's other connections, when the database does not answer
     */
    record Effects(JdbcWakeups wakeups, Runnable suspicion, Reachability reachability, Runnable cut) {}

    PostgresListener(PostgresUrl url, Set<Long> own, List<PostgresClock> clocks, Effects effects) {
        this.url = url;
        this.own = own;
        this.clocks = clocks;
        this.effects = effects;
    }

    void start(ServerThreads threads) {
        thread = threads.start("dwp-store-listener", this::hearOnOneConnection);
    }

    /** Until it is lost, or this is closed; whether to go on with another. */
    private boolean hearOnOneConnection() {
        connected = false;
        askedNanos = System.nanoTime();
        try (Connection own = url.connect();
                Statement statement = own.createStatement()) {
            own.setNetworkTimeout(Runnable::run, ANSWER_MILLIS);
            statement.execute("LISTEN dwp");
            connected = true;
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
            if (!Reachability.silent(e)) {
                effects.reachability().answered();
            } else if ((!connected || timedOut(e)) && effects.reachability().lost(e, askedNanos)) {
                effects.cut().run();
            }
            effects.suspicion().run();
            effects.wakeups().ringAll();
            pause();
        }
    }

    private static boolean timedOut(SQLException e) {
        return e.getCause() instanceof SocketTimeoutException;
    }

    private void listen(Connection own) throws SQLException {
        PGConnection postgres = own.unwrap(PGConnection.class);
        long ringAt = System.nanoTime();
        while (use(own)) {
            long left = ringAt - System.nanoTime();
            if (left <= 0) {
                effects.wakeups().ringAll();
                ringAt += INTERVAL_NANOS - left;
                beat(own);
            } else {
                int millis = (int) TimeUnit.NANOSECONDS.toMillis(left) + 1;
                for (PGNotification notification : postgres.getNotifications(millis)) {
                    hear(PostgresNews.parse(notification.getParameter()));
                }
            }
        }
    }

    private void beat(Connection own) throws SQLException {
        askedNanos = System.nanoTime();
        if (clocks.isEmpty()) {
            ask(own);
        }
        for (PostgresClock clock : clocks) {
            clock.measure(own);
        }
        effects.reachability().answered();
    }

    private static void ask(Connection own) throws SQLException {
        try (Statement question = own.createStatement()) {
            question.execute("SELECT 1");
        }
    }

    private void hear(PostgresNews news) {
        if (!own.contains(news.writer())) {
            effects.wakeups().ring(news.topics());
            if (news.topics().contains(Wakeups.Topic.EVENTS)) {
                effects.wakeups().ring(List.of(Wakeups.Topic.REMOTE_EVENTS));
            }
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
        Connection own = ending();
        if (own != null) {
            OpenConnections.cut(own); // without waiting for the answer that it is waiting for
        }
        Thread listening = thread;
        if (listening != null) {
            listening.interrupt();
        }
        Joining.join(listening);
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
}
