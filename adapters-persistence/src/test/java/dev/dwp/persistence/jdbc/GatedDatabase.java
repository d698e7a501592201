package dev.dwp.persistence.jdbc;

import dev.dwp.application.port.out.ServerThreads;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;

/** A database where each writer can be kept from connecting, as one is by a limit or a password that was changed. */
final class GatedDatabase implements Database {
    private final Database database;
    private final List<Gate> gates;

    GatedDatabase(Database database) {
        this.database = database;
        this.gates = database.writers().stream().map(Gate::new).toList();
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
        ERROR_AFTER_COMMIT
    }

    /** What one writer goes through. */
    static final class Gate implements Transactions {
        private final Transactions transactions;
        private final AtomicReference<Fault> next = new AtomicReference<>(Fault.NONE);
        private volatile boolean shut;

        Gate(Transactions transactions) {
            this.transactions = transactions;
        }

        void shut(boolean now) {
            shut = now;
        }

        void failOnce(Fault fault) {
            next.set(fault);
        }

        @Override
        public Session open() throws SQLException {
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
            Fault fault = next.getAndSet(Fault.NONE);
            if (fault == Fault.ERROR_BEFORE_COMMIT) {
                throw new StackOverflowError("on purpose");
            }
            long before = transactions.commit(transaction, batch);
            if (fault == Fault.ERROR_AFTER_COMMIT) {
                throw new StackOverflowError("on purpose");
            }
            return before;
        }

        @Override
        public OptionalLong committed(Session session, long batch) throws SQLException {
            return transactions.committed(session, batch);
        }
    }
}
