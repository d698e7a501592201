package dev.dwp.persistence.jdbc.doctor;

import dev.dwp.persistence.jdbc.SqliteUrl;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** The file has one writer at a time, and this is it: a server's writes wait meanwhile. */
record SqliteRepair(Connection connection) implements Repair {

    static SqliteRepair begin(SqliteUrl url) throws SQLException {
        SqliteRepair repair = new SqliteRepair(url.connect());
        try {
            repair.execute("PRAGMA busy_timeout = 10000");
            repair.execute("BEGIN IMMEDIATE");
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
    public void holdCounts() {
        // They are held from the beginning.
    }

    @Override
    public void commit() throws SQLException {
        execute("COMMIT");
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
