package dev.dwp.persistence.jdbc;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Instants as columns: microseconds since 1970, what is finer cut off, what is beyond some 290,000 years cut to that. */
final class Micros {
    private static final long PER_SECOND = 1_000_000;
    private static final long MOST_SECONDS = Long.MAX_VALUE / PER_SECOND - 1;

    private Micros() {}

    static long of(Instant instant) {
        long seconds = Math.clamp(instant.getEpochSecond(), -MOST_SECONDS, MOST_SECONDS);
        return seconds * PER_SECOND + TimeUnit.NANOSECONDS.toMicros(instant.getNano());
    }

    static @Nullable Long orNull(@Nullable Instant instant) {
        return instant == null ? null : of(instant);
    }

    static Instant instant(long micros) {
        long seconds = Math.floorDiv(micros, PER_SECOND);
        return Instant.ofEpochSecond(seconds, TimeUnit.MICROSECONDS.toNanos(micros - seconds * PER_SECOND));
    }

    /** An instant as it will be read back. */
    static Instant cut(Instant instant) {
        return instant(of(instant));
    }
}
