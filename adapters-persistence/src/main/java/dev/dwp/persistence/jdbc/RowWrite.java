package dev.dwp.persistence.jdbc;

import org.jspecify.annotations.Nullable;

/** What becomes of a job's or run's row: by which statement, and that statement's parameters. */
final class RowWrite {
    private final How how;
    private final @Nullable Object[] row;

    /** By which statement. */
    enum How {
        ENQUEUE,
        INSERT,
        UPDATE
    }

    RowWrite(How how, @Nullable Object[] row) {
        this.how = how;
        this.row = row;
    }

    How how() {
        return how;
    }

    @Nullable
    Object[] row() {
        return row;
    }
}
