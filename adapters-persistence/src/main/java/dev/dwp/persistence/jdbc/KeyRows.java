package dev.dwp.persistence.jdbc;

import dev.dwp.application.store.KeyRef;
import org.jspecify.annotations.Nullable;

/** Parameters of {@link KeySql}'s writes. */
final class KeyRows {
    private KeyRows() {}

    static @Nullable Object[] take(KeyRef ref, KeyNow wish) {
        return Rows.join(KeyColumns.of(ref), wish.id(), Micros.of(wish.createdAt()));
    }

    static @Nullable Object[] move(KeyRef ref, KeyNow to) {
        return Rows.join(Rows.of(to.id(), Micros.of(to.createdAt())), KeyColumns.of(ref));
    }
}
