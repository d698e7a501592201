package dev.dwp.persistence.jdbc;

import dev.dwp.application.port.out.StoreUnavailable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads, on a few platform threads that have a session each: the drivers' native and blocking calls stay off the carriers
 * of virtual threads, and a caller that is interrupted takes no connection with it. Thread-safe.
 */
final class Reads implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Reads.class);
    private static final int CAPACITY = 1024;

    private final Database database;

    /** Told that the database may be away. */
    private final Runnable suspicion;

    private final Inbox<ReadTask<?>> queue = new Inbox<>(CAPACITY);
    private final List<Thread> threads = new ArrayList<>();

    Reads(Database database, Runnable suspicion) {
        this.database = database;
        this.suspicion = suspicion;
        for (int i = 1; i <= database.readers(); i++) {
            threads.add(
                    Thread.ofPlatform().name("dwp-store-reader-" + i).daemon().unstarted(this::run));
        }
    }

    void start() {
        threads.forEach(Thread::start);
    }

    /**
     * Has something read and waits for it.
     *
     * @throws StoreUnavailable when the database is away or the store is closed
     */
    <T> T read(ReadTask.Query<T> query) {
        ReadTask<T> task = new ReadTask<>(query);
        queue.put(task);
        if (queue.closed()) {
            failQueued();
        }
        return task.await();
    }

    private void run() {
        @Nullable Session session = null;
        while (!queue.closed()) {
            try {
                ReadTask<?> task = queue.take();
                session = task == null ? session : perform(task, session);
            } catch (InterruptedException e) {
                LOG.debug("A reader was woken to end.");
            }
        }
        close(session);
    }

    /** Reads; what was read on a connection that is lost is read again on another. The session to go on with. */
    private @Nullable Session perform(ReadTask<?> task, @Nullable Session session) {
        Session own = session;
        try {
            if (own != null) {
                try {
                    task.perform(own);
                    return own;
                } catch (SQLException e) {
                    if (!away(e)) {
                        throw e;
                    }
                    close(own);
                }
            }
            own = database.openReader();
            task.perform(own);
            return own;
        } catch (SQLException e) {
            fail(task, e);
            close(own);
            return null;
        }
    }

    private void fail(ReadTask<?> task, SQLException e) {
        if (away(e)) {
            suspicion.run();
            task.fail(new StoreUnavailable("The database cannot be read: " + e.getMessage(), e));
        } else {
            task.fail(new IllegalStateException("The database refused a query.", e));
        }
    }

    private boolean away(SQLException e) {
        return database.dialect().troubleOf(e) == Dialect.Trouble.AWAY;
    }

    private static void close(@Nullable Session session) {
        try {
            if (session != null) {
                session.close();
            }
        } catch (SQLException e) {
            LOG.debug("A connection could not be closed.", e);
        }
    }

    private void failQueued() {
        queue.drain(Integer.MAX_VALUE).forEach(task -> task.fail(Closed.failure()));
    }

    /** Ends after the reads under way; those that wait are failed. */
    @Override
    public void close() {
        queue.close();
        threads.forEach(Thread::interrupt);
        threads.forEach(Joining::join);
        failQueued();
    }
}
