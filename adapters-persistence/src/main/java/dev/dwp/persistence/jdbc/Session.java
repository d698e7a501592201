package dev.dwp.persistence.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection and the statements that were prepared on it, as many as there are in the code and ways in which they are run
 * together. For one thread at a time.
 */
final class Session implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    private final Connection connection;
    private final Dialect dialect;
    private final Map<Sql, PreparedStatement> prepared = new HashMap<>();

    Session(Connection connection, Dialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
    }

    Connection connection() {
        return connection;
    }

    /** Every row of a query. */
    <T> List<T> list(Sql sql, RowReader<T> reader, @Nullable Object... parameters) throws SQLException {
        List<T> found = new ArrayList<>();
        collect(bound(sql, parameters), reader, found);
        return found;
    }

    /** The first row of a query. */
    <T> Optional<T> first(Sql sql, RowReader<T> reader, @Nullable Object... parameters) throws SQLException {
        return list(sql, reader, parameters).stream().findFirst();
    }

    /** Runs a write; how many rows it changed. */
    int update(Sql sql, @Nullable Object... parameters) throws SQLException {
        return bound(sql, parameters).executeUpdate();
    }

    /** Every row that a query finds for a set of rows; see {@link Sql}. */
    <T> List<T> listAll(Sql sql, RowReader<T> reader, List<@Nullable Object[]> rows) throws SQLException {
        return rows.isEmpty() ? List.of() : dialect.listAll(this, sql, reader, rows);
    }

    /** Runs a write for a set of rows; see {@link Sql}. */
    void updateAll(Sql sql, List<@Nullable Object[]> rows) throws SQLException {
        if (!rows.isEmpty()) {
            dialect.updateAll(this, sql, rows);
        }
    }

    /** Runs several writes, one after the other, in one round trip where the database has those. */
    void updateAll(List<WriteBatch> batches) throws SQLException {
        if (!batches.isEmpty()) {
            dialect.updateAll(this, batches);
        }
    }

    /** The prepared statement, its parameters set. */
    PreparedStatement bound(Sql sql, @Nullable Object... parameters) throws SQLException {
        PreparedStatement statement = prepared(sql);
        for (int i = 0; i < parameters.length; i++) {
            bind(statement, i + 1, parameters[i]);
        }
        return statement;
    }

    PreparedStatement prepared(Sql sql) throws SQLException {
        PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(dialect.text(sql));
            prepared.put(sql, statement);
        }
        return statement;
    }

    /** Asks several queries, one after the other, in one round trip where the database has those. */
    void ask(List<Question<?>> questions) throws SQLException {
        dialect.ask(this, questions);
    }

    static <T> void collect(PreparedStatement statement, RowReader<T> reader, List<T> into) throws SQLException {
        try (ResultSet results = statement.executeQuery()) {
            collect(results, reader, into);
        }
    }

    static <T> void collect(ResultSet results, RowReader<T> reader, List<T> into) throws SQLException {
        Row row = new Row(results);
        while (results.next()) {
            try {
                into.add(reader.read(row));
            } catch (UnreadableRow e) {
                LOG.error("A row of the database is damaged.", e);
            }
        }
    }

    private static void bind(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
        switch (value) {
            case null -> statement.setNull(index, Types.NULL);
            case String text -> statement.setString(index, Escapes.apply(text));
            case Long number -> statement.setLong(index, number);
            case Integer number -> statement.setLong(index, number);
            case Double number -> statement.setDouble(index, number);
            case Boolean flag -> statement.setLong(index, flag ? 1 : 0);
            default -> throw new IllegalArgumentException("No column holds a " + value.getClass() + ".");
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
