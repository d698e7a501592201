package dev.dwp.persistence.jdbc;

import java.nio.file.Path;

/** Brings databases up to date without opening a store, as {@link JdbcStores} does by itself, and under the same locks. */
public final class JdbcMigrations {
    private JdbcMigrations() {}

    /**
     * Makes a SQLite file what this version expects; where there is none, it makes one.
     *
     * @throws UnusableStore with a sentence: another server uses it, or it is newer, damaged, or none of ours
     */
    public static Migrated sqlite(Path file) {
        try (SqliteFile taken = SqliteFile.take(file)) {
            return Migrated.by(new SqliteOpening(new SqliteDatabase(taken), taken.path()).migrate());
        }
    }

    /**
     * Makes a PostgreSQL database what this version expects, also while servers of an older version work on it.
     *
     * @param url a JDBC URL, with user and password where they are needed
     * @throws UnusableStore with a sentence: it cannot be reached, or is newer
     */
    public static Migrated postgres(String url) {
        return Migrated.by(new PostgresOpening(new PostgresUrl(url)).migrate());
    }
}
