package dev.dwp.persistence.jdbc;

import java.sql.SQLException;

/** Makes sure that the database can be written, and changes nothing. Nobody waits for it. */
final class ProbeTask extends Task<Boolean> {
    /** On PostgreSQL the commit itself writes; the log, on which all nodes wait for each other, is left alone. */
    private static final Sql WRITE = new Sql("UPDATE dwp_log SET head = head", "SELECT 1 AS one");

    @Override
    boolean alone() {
        return true;
    }

    @Override
    void perform(Transaction transaction) throws SQLException {
        transaction.session().prepared(WRITE).execute();
    }

    @Override
    void committed(long before) {
        answer(true);
    }
}
