package dev.dwp.persistence.jdbc;

import java.sql.SQLException;
import java.util.OptionalLong;

/** The transactions of one of the writers that a server has on a PostgreSQL database, and its row of {@code dwp_writer}. */
final class PostgresTransactions implements Transactions {
    /**
     * A node that stops in the middle of a transaction must not hold up the others for long. And statements that run all
     * the time must not be planned for the size that a table had when the server was new; as that makes the planner think
     * them dear, it would compile each of them, which takes far longer than to run it. Nor is there anything to gain from a
     * plan for each set of parameters. All of it ends with the transaction, as a pooler needs it.
     */
    private static final Sql SETTINGS = Sql.same("""
            SET LOCAL idle_in_transaction_session_timeout = 5000; SET LOCAL enable_seqscan = off;
            SET LOCAL jit = off; SET LOCAL plan_cache_mode = force_generic_plan
            """);

    /** A server that nobody has heard of for long was forgotten. */
    private static final Sql ENTER = Sql.same("""
            INSERT INTO dwp_writer (id, batch, head, seen_at) VALUES (?, 0, 0, now()) ON CONFLICT (id) DO NOTHING
            """);

    /** Waits for the transaction in question, which holds this row until it has ended in one way or the other. */
    private static final Sql COMMITTED = Sql.same("""
            SELECT batch, head FROM dwp_writer WHERE id = ? FOR UPDATE
            """);

    private final PostgresDatabase database;
    private final long writer;

    private record Mark(long batch, long head) {
        static Mark read(Row row) throws SQLException {
            return new Mark(row.number("batch"), row.number("head"));
        }
    }

    PostgresTransactions(PostgresDatabase database, long writer) {
        this.database = database;
        this.writer = writer;
    }

    @Override
    public Session open() throws SQLException {
        Session session = database.openReader();
        try {
            session.update(ENTER, writer);
            session.connection().setAutoCommit(false);
            return session;
        } catch (SQLException e) {
            session.close();
            throw e;
        }
    }

    @Override
    public void begin(Session session) throws SQLException {
        session.prepared(SETTINGS).execute();
    }

    @Override
    public long commit(Transaction transaction, long batch) throws SQLException {
        return PostgresEnd.write(transaction, batch, writer);
    }

    @Override
    public OptionalLong committed(Session session, long batch) throws SQLException {
        Mark mark = session.first(COMMITTED, Mark::read, writer)
                .orElseThrow(() -> new SQLException("The row of this server's writer is gone.", "58000"));
        session.connection().commit();
        return mark.batch() == batch ? OptionalLong.of(mark.head()) : OptionalLong.empty();
    }
}
