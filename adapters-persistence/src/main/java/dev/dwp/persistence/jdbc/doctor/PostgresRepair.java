package dev.dwp.persistence.jdbc.doctor;

import dev.dwp.persistence.jdbc.PostgresUrl;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Repairs take turns with each other and with migrations by a lock on the table of these. While rows are counted, servers
 * work on; only while counts are written they wait, on the row of the log that they wait for each other on.
 */
record PostgresRepair(Connection connection) implements Repair {

    static PostgresRepair begin(PostgresUrl url) throws SQLException {
        PostgresRepair repair = new PostgresRepair(url.connectPatiently());
        try {
            repair.connection().setAutoCommit(false);
            repair.execute("LOCK TABLE dwp_migration IN SHARE ROW EXCLUSIVE MODE");
            return repair;
        } catch (SQLException e) {
            repair.close();
            throw e;
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void holdCounts() throws SQLException {
        execute("SELECT head FROM dwp_log FOR UPDATE");
    }

    @Override
    public void commit() throws SQLException {
        connection.commit();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
