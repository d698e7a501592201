package dev.dwp.persistence.jdbc;

import java.util.Collections;

/**
 * A statement in both dialects. Statements that take a set of rows do it in SQLite once for each row, in PostgreSQL at
 * once: there each parameter is an array, a column of the rows, and its cast such as {@code ?::text[]} names the type.
 *
 * @param together whether it takes them at once in SQLite, too
 */
record Sql(String sqlite, String postgres, boolean together) {
    private static final String ROWS = ":rows";

    Sql(String sqlite, String postgres) {
        this(sqlite, postgres, false);
    }

    /**
     * A query that takes its rows together in SQLite, too, as the {@code :rows} of a {@code VALUES}: where most rows find
     * nothing, a statement for each is dear.
     */
    static Sql together(String sqlite, String postgres) {
        return new Sql(sqlite, postgres, true);
    }

    /** A statement that reads the same in both. */
    static Sql same(String text) {
        return new Sql(text, text);
    }

    /** The same for SQLite and so many rows, which a session keeps as a statement of its own. */
    Sql together(int rows, int columns) {
        String row = "(" + String.join(", ", Collections.nCopies(columns, "?")) + ")";
        return same(sqlite.replace(ROWS, String.join(", ", Collections.nCopies(rows, row))));
    }
}
