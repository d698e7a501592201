package dev.dwp.application.port.out;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * When something was created, for lists. Both ends are rounded up to the microsecond, in which stores keep instants: that
 * changes nothing about which instants are in between.
 *
 * @param from the first instant; {@code null} for no bound
 * @param to the first instant after it; {@code null} for no bound
 */
public record CreatedBetween(
        @Nullable Instant from, @Nullable Instant to) {
    /** Whenever. */
    public static final CreatedBetween ANY = new CreatedBetween(null, null);

    /** No job and no run is older, or younger. */
    private static final Instant EARLIEST = Instant.EPOCH;

    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    /** Rounds the ends, and draws them to where there may be something. */
    public CreatedBetween {
        from = rounded(from);
        to = rounded(to);
    }

    private static @Nullable Instant rounded(@Nullable Instant at) {
        if (at == null) {
            return null;
        }
        if (at.isBefore(EARLIEST) || at.isAfter(LATEST)) {
            return at.isBefore(EARLIEST) ? EARLIEST : LATEST;
        }
        Instant cut = at.truncatedTo(ChronoUnit.MICROS);
        return cut.equals(at) ? cut : cut.plus(1, ChronoUnit.MICROS);
    }

    /** Whether an instant is in between. */
    public boolean contains(Instant at) {
        return (from == null || !at.isBefore(from)) && (to == null || at.isBefore(to));
    }
}
