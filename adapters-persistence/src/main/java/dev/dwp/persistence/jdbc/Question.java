package dev.dwp.persistence.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A query, the rows of parameters that it is asked with, and every row that it finds. For one thread. */
final class Question<T> {
    private final Sql sql;
    private final RowReader<T> reader;
    private final List<@Nullable Object[]> rows;
    private final List<T> found = new ArrayList<>();

    /** Makes one without parameters. */
    Question(Sql sql, RowReader<T> reader) {
        this(sql, reader, Collections.singletonList(Rows.of()));
    }

    /**
     * Makes one with parameters.
     *
     * @param rows at least one
     */
    Question(Sql sql, RowReader<T> reader, List<@Nullable Object[]> rows) {
        this.sql = sql;
        this.reader = reader;
        this.rows = rows;
    }

    Sql sql() {
        return sql;
    }

    List<@Nullable Object[]> rows() {
        return rows;
    }

    /** What was found, once it was asked. */
    List<T> found() {
        return found;
    }

    /** Takes the answer that a statement has come to. */
    void answer(PreparedStatement statement) throws SQLException {
        try (ResultSet results = statement.getResultSet()) {
            Session.collect(results, reader, found);
        }
    }
}
