package dev.dwp.persistence.jdbc;

import java.util.List;

/**
 * What became of a database that was brought up to date.
 *
 * @param applied the steps that it lacked, in order; none when it was up to date
 * @param version of its schema now
 */
public record Migrated(List<Migration> applied, int version) {
    /** Keeps its own copy. */
    public Migrated {
        applied = List.copyOf(applied);
    }

    /** After these steps a database is of the latest version. */
    static Migrated by(List<Migration> applied) {
        return new Migrated(applied, Migration.latest());
    }
}
