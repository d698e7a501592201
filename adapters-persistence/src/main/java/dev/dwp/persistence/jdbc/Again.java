package dev.dwp.persistence.jdbc;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When a claim should look again: the earliest instant that it came across. For the writer's thread. */
final class Again {
    private @Nullable Instant earliest;

    /** Time alone may let more through then; {@code null} for never. */
    void note(@Nullable Instant at) {
        if (at != null && (earliest == null || at.isBefore(earliest))) {
            earliest = at;
        }
    }

    @Nullable
    Instant at() {
        return earliest;
    }
}
