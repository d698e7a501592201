package dev.dwp.persistence.jdbc;

import java.sql.SQLException;

/** Makes sure that the database can be written, and changes nothing. Nobody waits for it. */
final class ProbeTask extends Task<Boolean> {
    private static final Sql WRITE = Sql.same("UPDATE dwp_log SET head = head");

    @Override
    boolean alone() {
        return true;
    }

    @Override
    void perform(Transaction transaction) throws SQLException {
        transaction.session().update(WRITE);
    }

    @Override
    void committed(long before) {
        answer(true);
    }
}
