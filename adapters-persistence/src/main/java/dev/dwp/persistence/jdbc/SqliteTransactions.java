package dev.dwp.persistence.jdbc;

import java.sql.SQLException;
import java.time.Duration;
import java.util.OptionalLong;

/** The transactions of the one writer that a SQLite file has. */
final class SqliteTransactions implements Transactions {
    static final Sql BEGIN = Sql.same("BEGIN IMMEDIATE");
    static final Sql COMMIT = Sql.same("COMMIT");

    private final SqliteDatabase database;

    SqliteTransactions(SqliteDatabase database) {
        this.database = database;
    }

    @Override
    public Session open() throws SQLException {
        return database.openWriter();
    }

    @Override
    public void begin(Session session) throws SQLException {
        session.prepared(BEGIN).execute();
    }

    @Override
    public long commit(Transaction transaction, long batch) throws SQLException {
        long before = SqliteEnd.write(transaction);
        transaction.session().prepared(COMMIT).execute();
        return before;
    }

    @Override
    public Duration doubtLimit() {
        return Duration.ZERO;
    }

    /** A commit that failed was rolled back; there is nobody else who could have done it. */
    @Override
    public OptionalLong committed(Session session, long batch) {
        return OptionalLong.empty();
    }
}
