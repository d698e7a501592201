package dev.dwp.persistence.jdbc.doctor;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** How far this machine's clock is from the database's. */
record PostgresClockCheck(InstantSource clock) implements Check {
    private static final Duration TOLERATED = Duration.ofSeconds(1);

    @Override
    public String name() {
        return "clock";
    }

    @Override
    public Finding examine(Evidence evidence) throws SQLException {
        Instant before = clock.instant();
        Instant theirs = PostgresTime.ask(evidence.connection());
        Duration question = Duration.between(before, clock.instant());
        Duration ahead = Duration.between(theirs, before.plus(question.dividedBy(2)));
        String seen = "this machine is %d ms %s the database"
                .formatted(ahead.abs().toMillis(), ahead.isNegative() ? "behind" : "ahead of");
        return ahead.abs().minus(question).compareTo(TOLERATED) <= 0
                ? Finding.ok(name(), seen)
                : Finding.warn(
                        name(),
                        seen,
                        "Servers go by the database's clock, but logs do not: synchronize both machines' clocks.");
    }
}
