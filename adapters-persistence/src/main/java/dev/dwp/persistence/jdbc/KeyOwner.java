package dev.dwp.persistence.jdbc;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job or run that a key names.
 *
 * @param endedAt when it ended; {@code null} while it has not
 */
record KeyOwner(String id, Instant createdAt, @Nullable Instant endedAt) {
    private static final Comparator<KeyOwner> NEWEST = Comparator.comparing(KeyOwner::createdAt)
            .thenComparing(KeyOwner::id)
            .reversed();

    static KeyOwner read(Row row) throws SQLException {
        return new KeyOwner(row.text("id"), row.time("created_at"), row.timeOrNull("ended_at"));
    }

    /** Whether the key names it for something that is made at an instant before which it did not end. */
    boolean remembered(Instant since) {
        return endedAt == null || !endedAt.isBefore(since);
    }

    /** Those owners and another one, the newest first. */
    static List<KeyOwner> with(@Nullable List<KeyOwner> owners, KeyOwner another) {
        List<KeyOwner> more = without(owners, another.id());
        more.add(another);
        more.sort(NEWEST);
        return more;
    }

    /** Those owners but one. */
    static List<KeyOwner> without(@Nullable List<KeyOwner> owners, String id) {
        List<KeyOwner> others = new ArrayList<>(owners == null ? List.of() : owners);
        others.removeIf(owner -> owner.id().equals(id));
        return others;
    }
}
