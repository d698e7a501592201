package dev.dwp.persistence.jdbc;

import dev.dwp.domain.time.SteadyTime;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.LongSupplier;

/**
 * The database's clock: what it showed when it was last asked, and the time since by {@link System#nanoTime}, which nobody
 * sets. Until it is asked first, this server's own. Where somebody sets it, this one follows as {@link SteadyTime} has it,
 * and so does every other node's; only where this server's own clock says as well that so much time has passed, as after the
 * machine was suspended, it follows at once. Thread-safe.
 */
final class PostgresClock implements InstantSource {
    private static final String NOW = "SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000000 AS BIGINT) AS now";

    private final InstantSource own;
    private final LongSupplier nanoTime;
    private final SteadyTime time;

    /** What the database's clock showed when {@code nanoTime} was 0, as far as is known; written by whoever measures. */
    private volatile Instant origin;

    /** What this server's own clock showed when {@code nanoTime} was 0, at the last answer; written by whoever measures. */
    private volatile Instant ownOrigin;

    PostgresClock(InstantSource own) {
        this(own, System::nanoTime);
    }

    PostgresClock(InstantSource own, LongSupplier nanoTime) {
        this.own = own;
        this.nanoTime = nanoTime;
        Instant shown = own.instant();
        long nanos = nanoTime.getAsLong();
        this.time = new SteadyTime(nanos, shown);
        this.origin = shown.minusNanos(nanos);
        this.ownOrigin = origin;
    }

    @Override
    public Instant instant() {
        Instant known = origin;
        long nanos = nanoTime.getAsLong();
        return time.at(nanos, known.plusNanos(nanos)).truncatedTo(ChronoUnit.MICROS);
    }

    /** Asks the database for its time, and follows it from now on. */
    void measure(Connection connection) throws SQLException {
        long asked = nanoTime.getAsLong();
        answered(ask(connection), asked);
    }

    /**
     * Asks the database for its time before anybody goes by this clock, and adopts it at once.
     *
     * @return by how much the database's is ahead, or behind where that is negative
     */
    Duration adopt(Connection connection) throws SQLException {
        long asked = nanoTime.getAsLong();
        Instant answer = ask(connection);
        return adopted(answer, asked);
    }

    private static Instant ask(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(NOW);
                ResultSet results = statement.executeQuery()) {
            results.next();
            return Micros.instant(results.getLong("now"));
        }
    }

    /** The database has answered a question of that {@code nanoTime}. */
    void answered(Instant answer, long asked) {
        Instant before = ownOrigin;
        long nanos = correct(answer, asked);
        Duration missed = Duration.between(before, ownOrigin);
        Duration step = time.ahead(nanos, origin.plusNanos(nanos));
        if (step.minus(missed).abs().compareTo(SteadyTime.STEP) <= 0) {
            time.catchUp(nanos, origin.plusNanos(nanos));
        }
    }

    private Duration adopted(Instant answer, long asked) {
        Instant before = origin;
        long nanos = correct(answer, asked);
        time.restart(nanos, origin.plusNanos(nanos));
        return Duration.between(before, origin);
    }

    /**
     * The answer was true at some moment between question and reply. What fits that is left as it is, and anything else is
     * moved no further than it must be: so a slow answer spoils nothing, and a quick one corrects most.
     *
     * @return the {@code nanoTime} of the reply
     */
    private long correct(Instant answer, long asked) {
        Instant shown = own.instant();
        long replied = nanoTime.getAsLong();
        Instant earliest = answer.minusNanos(replied);
        Instant latest = answer.minusNanos(asked);
        Instant before = origin;
        origin = before.isBefore(earliest) ? earliest : before.isAfter(latest) ? latest : before;
        ownOrigin = shown.minusNanos(replied);
        return replied;
    }
}
