package dev.dwp.persistence.jdbc;

import java.sql.SQLException;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * The transactions of one writer: the sessions that they run on, how they begin and end, and whether one took place whose
 * end was not heard of. For one thread.
 */
interface Transactions {
    /** A session to write with. */
    Session open() throws SQLException;

    /** Begins a transaction. */
    void begin(Session session) throws SQLException;

    /**
     * Writes what a transaction has collected for its end, and commits it.
     *
     * @param batch tells this transaction from the writer's others
     * @return the head of the log just before the transaction's own events
     */
    long commit(Transaction transaction, long batch) throws SQLException;

    /** How long to go on asking what became of a commit while nobody answers. */
    Duration doubtLimit();

    /**
     * Whether a transaction was committed whose commit was not answered; waits until that is decided.
     *
     * @return the head of the log before the transaction's events; empty when it was not committed
     */
    OptionalLong committed(Session session, long batch) throws SQLException;
}
