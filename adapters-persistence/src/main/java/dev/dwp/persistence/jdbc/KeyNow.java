package dev.dwp.persistence.jdbc;

import dev.dwp.application.store.KeyOwner;
import java.sql.SQLException;
import java.time.Instant;

/** The newest that a key names. */
record KeyNow(String id, Instant createdAt) {
    /** Stands for nothing in a row that is there only to be locked. */
    static final KeyNow NOTHING = new KeyNow("", Instant.EPOCH);

    static KeyNow of(KeyOwner owner) {
        return new KeyNow(owner.id(), owner.createdAt());
    }

    static KeyNow read(Row row) throws SQLException {
        return new KeyNow(row.text("id"), row.time("created_at"));
    }
}
