package dev.dwp.persistence.jdbc;

import dev.dwp.application.port.out.CreatedBetween;
import dev.dwp.domain.id.Base32Id;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The part of a table that a list looks through: ids begin with the millisecond of their creation, so that the index of ids
 * finds what was created in a time. A clock that was set back makes ids later than what they name, so the ids reach
 * {@link #SLACK} further; the instants themselves decide.
 */
final class ListRange {
    private static final Duration SLACK = Duration.ofHours(2);

    /** Above every digit of an id. */
    private static final String LAST = "~";

    private ListRange() {}

    /** From, to, the id above which and the id below which it begins, limit. */
    static @Nullable Object[] parameters(String prefix, CreatedBetween created, @Nullable String before, int limit) {
        Instant from = created.from();
        Instant to = created.to();
        String above = from == null ? prefix : prefix + firstDigits(from.minus(SLACK));
        String below = to == null ? prefix + LAST : prefix + firstDigits(to.plus(SLACK));
        return Rows.of(
                from == null ? Long.MIN_VALUE : Micros.of(from),
                to == null ? Long.MAX_VALUE : Micros.of(to),
                above,
                before == null || before.compareTo(below) > 0 ? below : before,
                limit);
    }

    /** Those of the first id of a millisecond, as far as 48 bits of it reach. */
    private static String firstDigits(Instant at) {
        long millis = Math.clamp(Micros.of(at) / 1_000, 0, (1L << 48) - 1);
        return Base32Id.encode(millis << 16, 0);
    }
}
