package dev.dwp.persistence.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A query without parameters, and every row that it finds. For one thread. */
final class Question<T> {
    private final Sql sql;
    private final RowReader<T> reader;
    private final List<T> found = new ArrayList<>();

    Question(Sql sql, RowReader<T> reader) {
        this.sql = sql;
        this.reader = reader;
    }

    Sql sql() {
        return sql;
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
