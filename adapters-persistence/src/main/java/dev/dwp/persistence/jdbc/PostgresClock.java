package dev.dwp.persistence.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * The database's clock: what it showed when it was last asked, and the time since by {@link System#nanoTime}, which nobody
 * sets. Until it is asked first, this server's own. Thread-safe.
 */
final class PostgresClock implements InstantSource {
    private static final String NOW = "SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000000 AS BIGINT) AS now";

    /** What the database's clock showed when {@code nanoTime} was 0; written by whoever measures. */
    private volatile Instant origin;

    PostgresClock(InstantSource own) {
        origin = own.instant().minusNanos(System.nanoTime());
    }

    @Override
    public Instant instant() {
        return origin.plusNanos(System.nanoTime()).truncatedTo(ChronoUnit.MICROS);
    }

    /**
     * Asks the database for its time.
     *
     * @return by how much this clock was put forward, or back where that is negative
     */
    Duration measure(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(NOW)) {
            long asked = System.nanoTime();
            try (ResultSet results = statement.executeQuery()) {
                results.next();
                Instant answer = Micros.instant(results.getLong("now"));
                return correct(answer.minusNanos(System.nanoTime()), answer.minusNanos(asked));
            }
        }
    }

    /**
     * The answer was true at some moment between question and reply. What fits that is left as it is, and anything else is
     * moved no further than it must be: so a slow answer spoils nothing, and a quick one corrects most.
     */
    private Duration correct(Instant earliest, Instant latest) {
        Instant before = origin;
        Instant after = before.isBefore(earliest) ? earliest : before.isAfter(latest) ? latest : before;
        origin = after;
        return Duration.between(before, after);
    }
}
