package dev.dwp.persistence.jdbc;

import dev.dwp.application.port.out.ServerThreads;
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
        database.reachability().onLoss(this::failWaiting);
    }

    /** Once, before anything is read. */
    void start(ServerThreads serverThreads) {
        for (int i = 1; i <= database.readers(); i++) {
            threads.add(serverThreads.start("dwp-store-reader-" + i, new Reader()::read));
        }
    }

    /**
     * Has something read and waits for it.
     *
     * @throws StoreUnavailable when the database is away or the store is closed
     */
    <T> T read(ReadTask.Query<T> query) {
        database.reachability().check();
        ReadTask<T> task = new ReadTask<>(query);
        queue.put(task);
        if (queue.closed()) {
            failQueued();
        } else if (database.reachability().away()) {
            failWaiting();
        }
        return task.await();
    }

    /** One thread's session. */
    private final class Reader {
        private @Nullable Session session;

        /** Reads what comes next; whether there may be more. */
        boolean read() {
            if (queue.closed()) {
                closeSession();
                return false;
            }
            try {
                ReadTask<?> task = queue.take();
                if (task != null) {
                    perform(task);
                }
            } catch (InterruptedException e) {
                LOG.debug("A reader was woken to end.");
            }
            return true;
        }

        /** Answers the task, whatever goes wrong; a session that something unforeseen went wrong with is not used again. */
        private void perform(ReadTask<?> task) {
            try {
                performAgain(task);
            } catch (SQLException e) {
                closeSession();
                fail(task, e);
            } catch (RuntimeException | Error e) {
                closeSession();
                task.fail(new IllegalStateException("A reader of the store failed.", e));
                throw e;
            }
        }

        /** What was read on a connection that is lost is read again on another. */
        private void performAgain(ReadTask<?> task) throws SQLException {
            Session own = session;
            if (own != null) {
                try {
                    task.perform(own);
                    database.reachability().answered();
                    return;
                } catch (SQLException e) {
                    if (!away(e)) {
                        throw e;
                    }
                    closeSession();
                }
            }
            if (database.reachability().away()) {
                task.fail(database.reachability().failure());
                return;
            }
            own = open();
            session = own;
            task.perform(own);
        }

        private Session open() throws SQLException {
            long askedNanos = System.nanoTime();
            try {
                return database.openReader();
            } catch (SQLException e) {
                database.reachability().lost(e, askedNanos);
                throw e;
            }
        }

        private void closeSession() {
            Session own = session;
            session = null;
            close(own);
        }
    }

    private void fail(ReadTask<?> task, SQLException e) {
        if (away(e)) {
            suspicion.run();
            task.fail(new StoreUnavailable(
                    "The database cannot be read: " + e.getMessage(),
                    database.dialect().reason(e),
                    e));
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

    private void failWaiting() {
        queue.drain(Integer.MAX_VALUE)
                .forEach(task -> task.fail(database.reachability().failure()));
    }

    /** Lets nothing more be read but what is being read now; those that wait are failed. Does not wait. */
    void end() {
        queue.close();
        threads.forEach(Thread::interrupt);
        failQueued();
    }

    /** After {@link #end}: waits for the reads under way until a deadline; tells whether they have ended. */
    boolean ended(long deadlineNanos) {
        return Joining.join(threads, deadlineNanos);
    }

    /** Ends after the reads under way. */
    @Override
    public void close() {
        end();
        threads.forEach(Joining::join);
        failQueued();
    }
}
