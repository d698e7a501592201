package dev.dwp.persistence.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The database's clock: this server's own, corrected by how far that is behind. Measured now and then by asking; between
 * two measurements the own clock runs. Thread-safe.
 */
final class PostgresClock implements InstantSource {
    private static final String NOW = "SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000000 AS BIGINT) AS now";

    /** What an answer that took longer says is not exact enough. */
    private static final Duration LONGEST_QUESTION = Duration.ofSeconds(1);

    /** Differences as small as this are those of measuring. */
    private static final Duration TOLERATED = Duration.ofMillis(20);

    private final InstantSource own;

    /** How far the own clock is behind; written by whoever measures. */
    private volatile Duration behind = Duration.ZERO;

    PostgresClock(InstantSource own) {
        this.own = own;
    }

    @Override
    public Instant instant() {
        return own.instant().plus(behind);
    }

    /** Asks the database for its time. */
    void measure(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(NOW)) {
            Instant before = own.instant();
            try (ResultSet results = statement.executeQuery()) {
                results.next();
                Instant answer = Micros.instant(results.getLong("now"));
                correct(before, answer, own.instant());
            }
        }
    }

    private void correct(Instant before, Instant answer, Instant after) {
        Duration question = Duration.between(before, after);
        Duration measured = Duration.between(before.plus(question.dividedBy(2)), answer);
        boolean exact = question.compareTo(LONGEST_QUESTION) <= 0;
        if (exact && measured.minus(behind).abs().compareTo(TOLERATED) > 0) {
            behind = measured;
        }
    }
}
