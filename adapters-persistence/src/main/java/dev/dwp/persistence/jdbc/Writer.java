package dev.dwp.persistence.jdbc;

import dev.dwp.application.port.out.StaleWrite;
import dev.dwp.application.port.out.StoreUnavailable;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does tasks in transactions, and answers for what can go wrong, in three steps with a rule of failure each. An
 * <em>attempt</em> changes nothing until it commits, so it may be repeated. A <em>commit</em> whose end was not heard of is in
 * doubt, until another connection tells whether it took place. What is <em>published</em> afterwards is never a reason to
 * repeat anything. However a step fails, no transaction is left under way and every task is answered.
 *
 * <p>A task that fails spoils the transaction of the others, so each is repeated in one of its own. A connection that is lost
 * is opened again at once; only when that fails is the database away. For one thread.
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

    /** Tells that a transaction was begun on the session and is not known to have ended. */
    private boolean underWay;

    /** Tells that the transaction under way was told to commit: then a failure leaves open what has happened. */
    private boolean inDoubt;

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
            abandon(tasks, e);
        } finally {
            if (underWay) {
                drop();
            }
            tasks.forEach(task -> task.failUnlessAnswered(
                    () -> inDoubt ? outage.doubt() : new IllegalStateException("The store failed.")));
        }
    }

    /** Finds out whether the database is back. */
    void tryAgain() {
        try {
            attempt(List.of(new ProbeTask()));
            outage.end();
            wakeups.ringAll();
        } catch (SQLException e) {
            drop();
            outage.goOn(e);
        } finally {
            if (underWay) {
                drop();
            }
        }
    }

    /** Attempts until one is committed, as long as another attempt may help. */
    private void commit(List<Task<?>> tasks) throws SQLException, InterruptedException {
        boolean reopened = false;
        int clashes = 0;
        while (true) {
            RecentEvents.Mark mark = recent.mark();
            try {
                publish(tasks, attempt(tasks), mark);
                outage.work();
                return;
            } catch (SQLException e) {
                Dialect.Trouble trouble = dialect.troubleOf(e);
                if (trouble == Dialect.Trouble.CLASH && ++clashes < MOST_CLASHES) {
                    rollback();
                } else if (trouble == Dialect.Trouble.AWAY && session != null) {
                    drop();
                    boolean doubted = inDoubt;
                    if (doubted && tookPlace(tasks)) {
                        return;
                    }
                    if (reopened) {
                        throw e;
                    }
                    if (doubted) {
                        tasks.forEach(Task::repeat);
                    }
                    reopened = true;
                } else {
                    throw e;
                }
            }
        }
    }

    /** Does tasks in a transaction and commits it. Nothing has changed unless it returns, or has come to be in doubt. */
    private Transaction attempt(List<Task<?>> tasks) throws SQLException {
        inDoubt = false;
        if (underWay) {
            drop(); // what an earlier attempt has left must never be committed by this one
        }
        Session own = session();
        underWay = true;
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
        transaction.countAbove(recent.highest());
        inDoubt = true;
        transaction.endedAfter(transactions.commit(transaction, batch));
        inDoubt = false;
        underWay = false;
        return transaction;
    }

    /** Finds out on another connection whether the transaction took place whose connection was lost while it committed. */
    private boolean tookPlace(List<Task<?>> tasks) throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + transactions.doubtLimit().toNanos();
        for (int question = 1; ; question++) {
            try {
                OptionalLong before = transactions.committed(session(), batch);
                inDoubt = false;
                outage.end();
                before.ifPresent(head -> tasks.forEach(task -> task.committed(head)));
                wakeups.ringAll();
                return before.isPresent();
            } catch (SQLException e) {
                drop();
                if (question == MOST_QUESTIONS || deadline - System.nanoTime() < 0) {
                    throw e;
                }
                outage.begin(e);
                pause.pass(QUESTION_PAUSE_MILLIS);
            }
        }
    }

    /** Tells followers and callers of a transaction that has taken place. A failure here is no failure of the transaction. */
    private void publish(List<Task<?>> tasks, Transaction transaction, RecentEvents.Mark mark) {
        try {
            recent.trimmedTo(transaction.oldest());
            recent.committed(mark, transaction.headBefore(), transaction.events());
        } catch (RuntimeException | Error e) {
            recent.forget();
            LOG.error("Noting the events of a transaction failed; they are read from the database.", e);
        } finally {
            tasks.forEach(task -> answer(task, transaction));
            wakeups.ring(transaction.news());
        }
    }

    private static void answer(Task<?> task, Transaction transaction) {
        try {
            task.committed(transaction.headBefore());
        } catch (RuntimeException | Error e) {
            task.fail(new IllegalStateException("The change was stored; telling of it failed.", e));
        }
    }

    private void giveUp(List<Task<?>> tasks, SQLException e) {
        switch (dialect.troubleOf(e)) {
            case AWAY -> {
                drop();
                outage.begin(e);
                tasks.forEach(task -> task.fail(inDoubt ? outage.doubt() : outage.failure()));
            }
            case DUPLICATE -> {
                rollback();
                separate(tasks, new StaleWrite("Something of the same id"));
            }
            case CLASH -> {
                rollback();
                LOG.warn("A transaction clashed with those of others {} times.", MOST_CLASHES, e);
                separate(tasks, new StoreUnavailable("The database is too busy to make this change; try again.", e));
            }
            case OTHER -> {
                rollback();
                LOG.error("The database refused a transaction.", e);
                separate(tasks, new IllegalStateException("The database refused a statement.", e));
            }
        }
    }

    /** Something failed that should not. The connection goes first, and with it the transaction: only then comes the rest. */
    private void abandon(List<Task<?>> tasks, Throwable e) {
        drop();
        LOG.error("A transaction failed for a reason that should not be.", e);
        if (inDoubt) {
            settle(tasks);
        }
        separate(tasks, new IllegalStateException("The store failed.", e));
    }

    /** Answers tasks whose transaction is in doubt, if it can be found out that it took place. */
    private void settle(List<Task<?>> tasks) {
        try {
            tookPlace(tasks);
        } catch (SQLException e) {
            outage.begin(e);
            tasks.forEach(task -> task.fail(outage.doubt()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            tasks.forEach(task -> task.fail(outage.doubt()));
        }
    }

    /** Repeats the tasks that have no answer yet one by one, so that only the faulty one fails. */
    private void separate(List<Task<?>> tasks, RuntimeException failure) {
        List<Task<?>> open = tasks.stream().filter(task -> !task.answered()).toList();
        if (tasks.size() == 1) {
            open.forEach(task -> task.refuse(failure));
        } else {
            open.forEach(task -> write(List.of(task)));
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
                underWay = false;
            }
        } catch (SQLException e) {
            LOG.debug("A transaction could not be rolled back; its connection is closed.", e);
            drop();
        }
    }

    /** Lets go of the session, whose transaction the database then rolls back. */
    private void drop() {
        Session own = session;
        session = null;
        underWay = false;
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
