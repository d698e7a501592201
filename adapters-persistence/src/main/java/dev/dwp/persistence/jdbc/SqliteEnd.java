package dev.dwp.persistence.jdbc;

import java.sql.SQLException;

/** Writes the end of a transaction on SQLite, where the one writer knows that nobody else moves the head of the log. */
final class SqliteEnd {
    private SqliteEnd() {}

    /** The head of the log before the transaction's events. */
    static long write(Transaction transaction) throws SQLException {
        Session session = transaction.session();
        if (!transaction.touchesLog()) {
            return session.first(EventSql.HEAD, row -> row.number("head")).orElseThrow();
        }
        long told = transaction.told();
        long head = session.first(EndSql.MOVE_HEAD, row -> row.number("head"), told, transaction.oldest())
                .orElseThrow();
        long before = head - told;
        session.updateAll(EndSql.TELL, Segment.rows(transaction.events(), before));
        session.updateAll(EndSql.COUNT_JOBS, EndRows.jobs(transaction));
        session.updateAll(EndSql.COUNT_RUNS, EndRows.runs(transaction));
        session.updateAll(EndSql.NEWCOMER, EndRows.lanes(EndRows.newcomers(transaction), before));
        session.updateAll(EndSql.SERVED, EndRows.lanes(transaction.served(), before));
        return before;
    }
}
