package dev.dwp.domain.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Keeps the earliest instant at which time alone lets a claim take more. For one thread. */
public final class NextClaim {
    private @Nullable Instant earliest;

    /** Knows of none at first. */
    public NextClaim() {}

    /** Notes an instant; {@code null} for never. */
    public void note(@Nullable Instant at) {
        if (at != null && (earliest == null || at.isBefore(earliest))) {
            earliest = at;
        }
    }

    /** The earliest that was noted; {@code null} if none was. */
    public @Nullable Instant at() {
        return earliest;
    }
}
