package dev.dwp.persistence.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.OptionalLong;

/** The transactions of one of the writers that a server has on a PostgreSQL database, and its row of {@code dwp_writer}. */
final class PostgresTransactions implements Transactions {
    /** Another server of the database has another start: so a failover shows also behind a pooler that keeps connections. */
    private static final Sql SERVER = Sql.same("""
            SELECT CAST(pg_postmaster_start_time() AS TEXT) AS server
            """);

    private static final long LONGEST_IDLE_MILLIS = 5_000;

    /** A server that nobody has heard of for long was forgotten. */
    private static final Sql ENTER = Sql.same("""
            INSERT INTO dwp_writer (id, batch, head, seen_at) VALUES (?, 0, 0, now()) ON CONFLICT (id) DO NOTHING
            """);

    /** Waits for the transaction in question, which has held this row since it began. */
    private static final Sql COMMITTED = Sql.same("""
            SELECT batch, head FROM dwp_writer WHERE id = ? FOR UPDATE
            """);

    private final PostgresDatabase database;
    private final long writer;
    private final Sql begin;

    /** The one that the session is on. */
    private String server = "";

    /** Tells that a session was asked for since this server entered and began a life of the log. */
    private boolean opened;

    /** Tells that the database may have lost commits since: the next transaction begins another life. */
    private boolean lifeDue;

    private record Mark(long batch, long head) {
        static Mark read(Row row) throws SQLException {
            return new Mark(row.number("batch"), row.number("head"));
        }
    }

    PostgresTransactions(PostgresDatabase database, long writer) {
        this.database = database;
        this.writer = writer;
        long idle = Math.min(LONGEST_IDLE_MILLIS, database.answerLimit().toMillis());
        this.begin = begin(idle);
    }

    /**
     * A node that stops in the middle of a transaction must not hold up the others for long. And statements that run all
     * the time must not be planned for the size that a table had when the server was new; as that makes the planner think
     * them dear, it would compile each of them, which takes far longer than to run it. Nor is there anything to gain from a
     * plan for each set of parameters. All of it ends with the transaction, as a pooler needs it. The isolation is what the
     * stores' conditions are made for, whatever the database's default is.
     *
     * <p>The writer's row is locked from here on until the transaction has ended, so that {@link #COMMITTED} on another
     * connection waits for that end, wherever this one was cut.
     */
    private static Sql begin(long idleMillis) {
        return Sql.same("""
                SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
                SELECT batch, CAST(pg_postmaster_start_time() AS TEXT) AS server,
                    set_config('idle_in_transaction_session_timeout', '%d', true),
                    set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true),
                    set_config('jit', 'off', true),
                    set_config('plan_cache_mode', 'force_generic_plan', true)
                FROM dwp_writer WHERE id = ? FOR UPDATE
                """.formatted(idleMillis));
    }

    @Override
    public Session open() throws SQLException {
        lifeDue = opened;
        opened = true;
        Session session = database.openWriter();
        try {
            server = session.first(SERVER, row -> row.text("server")).orElseThrow();
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
        PreparedStatement statement = session.bound(begin, writer);
        boolean rows = statement.execute();
        while (!rows && statement.getUpdateCount() >= 0) {
            rows = statement.getMoreResults();
        }
        try (ResultSet row = statement.getResultSet()) {
            if (!row.next()) {
                throw gone();
            }
            if (!server.equals(row.getString("server"))) {
                throw new SQLException("The database was restarted, or is another server now.", "57P01");
            }
        }
    }

    /** Another server has forgotten this one; a new session enters again. */
    private static SQLException gone() {
        return new SQLException("The row of this server's writer is gone.", "58000");
    }

    @Override
    public long commit(Transaction transaction, long batch) throws SQLException {
        long before = PostgresEnd.write(transaction, batch, writer, lifeDue);
        lifeDue = false;
        database.reachability().answered();
        return before;
    }

    @Override
    public Duration doubtLimit() {
        return database.answerLimit();
    }

    @Override
    public OptionalLong committed(Session session, long batch) throws SQLException {
        Mark mark = session.first(COMMITTED, Mark::read, writer).orElseThrow(PostgresTransactions::gone);
        session.connection().commit();
        return mark.batch() == batch ? OptionalLong.of(mark.head()) : OptionalLong.empty();
    }
}
