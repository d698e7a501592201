package dev.dwp.persistence.jdbc.doctor;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What checks look at: the database, the time by the clock that its servers go by, and what counts as usual. For one thread.
 */
record Evidence(Connection connection, Instant now, Norms norms) {

    /** Makes something of a row. */
    interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Every row of a query. */
    <T> List<T> all(String sql, Reader<T> reader, long... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setLong(i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                List<T> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(reader.read(rows));
                }
                return found;
            }
        }
    }

    /** The row of a query that always has one. */
    <T> T one(String sql, Reader<T> reader, long... parameters) throws SQLException {
        return all(sql, reader, parameters).getFirst();
    }

    /** The instant so long ago, as columns have it. */
    long ago(Duration time) {
        return micros(now.minus(time));
    }

    /** How long ago the instant of a column is; below zero when it is still to come. */
    Duration since(long micros) {
        return Duration.of(micros(now) - micros, ChronoUnit.MICROS);
    }

    private static long micros(Instant instant) {
        return TimeUnit.SECONDS.toMicros(instant.getEpochSecond()) + TimeUnit.NANOSECONDS.toMicros(instant.getNano());
    }
}
