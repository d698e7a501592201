package dev.dwp.persistence.jdbc;

import dev.dwp.application.port.out.ServerThreads;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A database where each writer can be kept from connecting, as one is by a limit or a password that was changed. */
final class GatedDatabase implements Database {
    private final Database database;
    private final List<Gate> gates;
    private final AtomicInteger readerErrors = new AtomicInteger();

    GatedDatabase(Database database) {
        this.database = database;
        this.gates = database.writers().stream().map(Gate::new).toList();
    }

    /** So many of the sessions opened next for readers end in an error. */
    void throwAtReaders(int count) {
        readerErrors.set(count);
    }

    List<Gate> gates() {
        return gates;
    }

    @Override
    public List<Transactions> writers() {
        return List.copyOf(gates);
    }

    @Override
    public String kind() {
        return database.kind();
    }

    @Override
    public boolean shared() {
        return database.shared();
    }

    @Override
    public int readers() {
        return database.readers();
    }

    @Override
    public Dialect dialect() {
        return database.dialect();
    }

    @Override
    public Session openReader() throws SQLException {
        if (readerErrors.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new StackOverflowError("on purpose");
        }
        return database.openReader();
    }

    @Override
    public Reachability reachability() {
        return database.reachability();
    }

    @Override
    public void disconnect() {
        database.disconnect();
    }

    @Override
    public InstantSource clock(InstantSource own) {
        return database.clock(own);
    }

    @Override
    public void listen(ServerThreads threads, JdbcWakeups wakeups, Runnable suspicion) {
        database.listen(threads, wakeups, suspicion);
    }

    @Override
    public void close() {
        database.close();
    }

    /** What a writer's next commit meets. */
    enum Fault {
        NONE,
        ERROR_BEFORE_COMMIT,
        ERROR_AFTER_COMMIT,
        /** The connection is lost, and nothing was committed. */
        LOST_BEFORE_COMMIT,
        /** The connection is lost, but it was committed. */
        LOST_AFTER_COMMIT,
        /** The same; and then the database denies it, as one does that has lost its latest commits for a while. */
        DENIED_AFTER_COMMIT,
        /** The connection is lost, it was committed, and nobody can be asked any more. */
        MUTE_AFTER_COMMIT
    }

    /** What one writer goes through. */
    static final class Gate implements Transactions {
        private final Transactions transactions;
        private final AtomicReference<Fault> next = new AtomicReference<>(Fault.NONE);
        private final Queue<Fault> following = new ConcurrentLinkedQueue<>();
        private volatile Fault asked = Fault.NONE;
        private final AtomicReference<@Nullable CountDownLatch> opening = new AtomicReference<>();
        private volatile boolean shut;

        Gate(Transactions transactions) {
            this.transactions = transactions;
        }

        void shut(boolean now) {
            shut = now;
        }

        /** The next opening ends in an error; counted down when it has. */
        CountDownLatch throwAtOpening() {
            CountDownLatch set = new CountDownLatch(1);
            opening.set(set);
            return set;
        }

        void failOnce(Fault fault, Fault... then) {
            next.set(fault);
            following.addAll(List.of(then));
        }

        @Override
        public Session open() throws SQLException {
            CountDownLatch trap = opening.getAndSet(null);
            if (trap != null) {
                trap.countDown();
                throw new StackOverflowError("on purpose");
            }
            if (shut) {
                throw new SQLException("There are too many connections.", "53300");
            }
            return transactions.open();
        }

        @Override
        public void begin(Session session) throws SQLException {
            transactions.begin(session);
        }

        @Override
        public long commit(Transaction transaction, long batch) throws SQLException {
            Fault fault = next.getAndSet(following.isEmpty() ? Fault.NONE : following.remove());
            asked = fault;
            switch (fault) {
                case ERROR_BEFORE_COMMIT -> throw new StackOverflowError("on purpose");
                case LOST_BEFORE_COMMIT -> throw new SQLException("lost on purpose", "08006");
                default -> {}
            }
            long before = transactions.commit(transaction, batch);
            return switch (fault) {
                case ERROR_AFTER_COMMIT -> throw new StackOverflowError("on purpose");
                case LOST_AFTER_COMMIT, DENIED_AFTER_COMMIT, MUTE_AFTER_COMMIT ->
                    throw new SQLException("lost on purpose", "08006");
                default -> before;
            };
        }

        @Override
        public Duration doubtLimit() {
            return transactions.doubtLimit();
        }

        @Override
        public OptionalLong committed(Session session, long batch) throws SQLException {
            if (asked == Fault.MUTE_AFTER_COMMIT) {
                throw new SQLException("lost on purpose", "08006");
            }
            OptionalLong before = transactions.committed(session, batch);
            return asked == Fault.DENIED_AFTER_COMMIT ? OptionalLong.empty() : before;
        }
    }
}
