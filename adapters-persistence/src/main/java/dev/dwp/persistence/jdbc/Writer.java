package dev.dwp.persistence.jdbc;

import dev.dwp.application.port.out.StaleWrite;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does tasks in transactions, and answers for what can go wrong. A task that fails spoils the transaction of the others, so
 * each is repeated in one of its own. A connection that is lost is opened again at once; only when that fails is the
 * database away. For one thread.
 */
final class Writer {
    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
    private static final int MOST_CLASHES = 5;
    private static final int MOST_QUESTIONS = 20;
    private static final long QUESTION_PAUSE_MILLIS = 500;

    private final Transactions transactions;
    private final Dialect dialect;
    private final RecentEvents recent;
    private final JdbcWakeups wakeups;
    private final Outage outage;
    private final Pause pause;

    private @Nullable Session session;
    private long batch;

    /** Whether the transaction under way has come to its commit: then a failure leaves open what has happened. */
    private boolean ending;

    /** Lets time pass. */
    interface Pause {
        void pass(long millis) throws InterruptedException;
    }

    Writer(
            Transactions transactions,
            Dialect dialect,
            RecentEvents recent,
            JdbcWakeups wakeups,
            Outage outage,
            Pause pause) {
        this.transactions = transactions;
        this.dialect = dialect;
        this.recent = recent;
        this.wakeups = wakeups;
        this.outage = outage;
        this.pause = pause;
    }

    /** Connects, so that the first who come need not wait for it. */
    void connect() {
        try {
            session();
        } catch (SQLException e) {
            outage.begin(e);
        }
    }

    /** Does tasks in one transaction and answers each of them, however it ends. */
    void write(List<Task<?>> tasks) {
        if (tasks.isEmpty()) {
            return;
        }
        try {
            commit(tasks);
        } catch (SQLException e) {
            giveUp(tasks, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            tasks.forEach(task -> task.fail(outage.doubt()));
        } catch (RuntimeException | Error e) {
            LOG.error("A transaction failed for a reason that should not be.", e);
            rollback();
            separate(tasks, new IllegalStateException("The store failed.", e));
        }
    }

    /** Whether the database is back is found out. */
    void tryAgain() {
        try {
            transact(List.of(new ProbeTask()));
            outage.end();
            wakeups.ringAll();
        } catch (SQLException e) {
            drop();
            outage.goOn(e);
        }
    }

    private void commit(List<Task<?>> tasks) throws SQLException, InterruptedException {
        boolean reopened = false;
        int clashes = 0;
        while (true) {
            try {
                RecentEvents.Mark mark = recent.mark();
                Transaction transaction = transact(tasks);
                recent.trimmedTo(transaction.oldest());
                recent.committed(mark, transaction.headBefore(), transaction.events());
                tasks.forEach(task -> task.committed(transaction.headBefore()));
                wakeups.ring(transaction.news());
                return;
            } catch (SQLException e) {
                Dialect.Trouble trouble = dialect.troubleOf(e);
                if (trouble == Dialect.Trouble.CLASH && ++clashes < MOST_CLASHES) {
                    rollback();
                } else if (trouble == Dialect.Trouble.AWAY && session != null) {
                    drop();
                    if (ending && doneInTheEnd(tasks)) {
                        return;
                    }
                    if (reopened) {
                        throw e;
                    }
                    reopened = true;
                } else {
                    throw e;
                }
            }
        }
    }

    private Transaction transact(List<Task<?>> tasks) throws SQLException {
        ending = false;
        Session own = session();
        transactions.begin(own);
        Transaction transaction = new Transaction(own);
        Wanted wanted = new Wanted();
        tasks.forEach(task -> task.announce(wanted));
        transaction.working().load(wanted);
        for (Task<?> task : tasks) {
            if (task instanceof SetTask) {
                task.perform(transaction);
            }
        }
        transaction.working().flush();
        for (Task<?> task : tasks) {
            if (!(task instanceof SetTask)) {
                task.perform(transaction);
            }
        }
        batch++;
        ending = true;
        transaction.endedAfter(transactions.commit(transaction, batch));
        return transaction;
    }

    /** The connection was lost while it committed: asks on another one whether it has. */
    private boolean doneInTheEnd(List<Task<?>> tasks) throws SQLException, InterruptedException {
        for (int question = 1; ; question++) {
            try {
                OptionalLong before = transactions.committed(session(), batch);
                ending = false;
                outage.end();
                before.ifPresent(head -> tasks.forEach(task -> task.committed(head)));
                wakeups.ringAll();
                return before.isPresent();
            } catch (SQLException e) {
                drop();
                if (question == MOST_QUESTIONS) {
                    throw e;
                }
                outage.begin(e);
                pause.pass(QUESTION_PAUSE_MILLIS);
            }
        }
    }

    private void giveUp(List<Task<?>> tasks, SQLException e) {
        switch (dialect.troubleOf(e)) {
            case AWAY -> {
                drop();
                outage.begin(e);
                tasks.forEach(task -> task.fail(ending ? outage.doubt() : outage.failure()));
            }
            case DUPLICATE -> {
                rollback();
                separate(tasks, new StaleWrite("Something of the same id"));
            }
            case CLASH, OTHER -> {
                rollback();
                LOG.error("The database refused a transaction.", e);
                separate(tasks, new IllegalStateException("The database refused a statement.", e));
            }
        }
    }

    /** One of them failed: does each by itself, so that only that one fails. */
    private void separate(List<Task<?>> tasks, RuntimeException failure) {
        if (tasks.size() == 1) {
            tasks.getFirst().fail(failure);
        } else {
            tasks.forEach(task -> write(List.of(task)));
        }
    }

    private Session session() throws SQLException {
        Session own = session;
        if (own == null) {
            own = transactions.open();
            session = own;
        }
        return own;
    }

    private void rollback() {
        Session own = session;
        try {
            if (own != null) {
                dialect.rollback(own);
            }
        } catch (SQLException e) {
            LOG.debug("A transaction could not be rolled back; its connection is closed.", e);
            drop();
        }
    }

    private void drop() {
        Session own = session;
        session = null;
        recent.forget();
        if (own != null) {
            try {
                own.close();
            } catch (SQLException e) {
                LOG.debug("A lost connection could not be closed.", e);
            }
        }
    }

    void close() {
        drop();
    }
}
