package dev.dwp.persistence.jdbc;

/**
 * A statement in both dialects. Statements that take a set of rows do it in SQLite once for each row, in PostgreSQL at
 * once: there each parameter is an array, a column of the rows, and its cast such as {@code ?::text[]} names the type.
 */
record Sql(String sqlite, String postgres) {

    /** A statement that reads the same in both. */
    static Sql same(String text) {
        return new Sql(text, text);
    }
}
