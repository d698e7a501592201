package dev.dwp.persistence.jdbc.doctor;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;

/** The database's clock, which the leases of its servers go by. */
final class PostgresTime {
    private PostgresTime() {}

    static Instant ask(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet results = statement.executeQuery("SELECT clock_timestamp()")) {
            results.next();
            return results.getObject(1, OffsetDateTime.class).toInstant();
        }
    }
}
