package dev.dwp.persistence.jdbc;

import java.sql.SQLException;

/** Makes sure that the database can be written. Nobody waits for it. */
final class ProbeTask extends Task<Boolean> {
    private final Database database;

    ProbeTask(Database database) {
        this.database = database;
    }

    @Override
    boolean alone() {
        return true;
    }

    @Override
    void perform(Transaction transaction) throws SQLException {
        database.probe(transaction.session());
    }

    @Override
    void committed(long before) {
        answer(true);
    }
}
