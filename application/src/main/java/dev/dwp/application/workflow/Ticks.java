package dev.dwp.application.workflow;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** The clock in the ticks that every store keeps: what is compared after a restart is what was written. Thread-safe. */
record Ticks(InstantSource clock) {
    /** A time that will not come. */
    static final Instant NEVER = Instant.parse("9999-12-31T23:59:59Z");

    private static final Duration FOR_EVER = Duration.ofDays(36_500);

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** So long after an instant, at once for a negative duration; {@code null} for never, which is more than a century. */
    static @Nullable Instant after(Instant start, Duration duration) {
        if (duration.isNegative()) {
            return start;
        }
        return duration.compareTo(FOR_EVER) > 0 ? null : start.plus(duration).truncatedTo(ChronoUnit.MICROS);
    }
}
