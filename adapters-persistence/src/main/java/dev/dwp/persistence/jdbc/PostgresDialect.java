package dev.dwp.persistence.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** PostgreSQL: sets of rows travel as one array for each column, so that a set costs one round trip. */
final class PostgresDialect implements Dialect {
    private static final Pattern ARRAY = Pattern.compile("\\?::(\\w+)\\[]");

    /** The types of a statement's arrays, read off its casts. */
    private static final Map<String, List<String>> TYPES = new ConcurrentHashMap<>();

    @Override
    public String text(Sql sql) {
        return sql.postgres();
    }

    @Override
    public <T> List<T> listAll(Session session, Sql sql, RowReader<T> reader, List<@Nullable Object[]> rows)
            throws SQLException {
        List<T> found = new ArrayList<>();
        Session.collect(bound(session, sql, 1, rows), reader, found);
        return found;
    }

    @Override
    public void updateAll(Session session, Sql sql, List<@Nullable Object[]> rows) throws SQLException {
        bound(session, sql, 1, rows).executeUpdate();
    }

    /** The prepared statement with a set of rows as its parameters from an index on. */
    private PreparedStatement bound(Session session, Sql sql, int from, List<@Nullable Object[]> rows)
            throws SQLException {
        PreparedStatement statement = session.prepared(sql);
        bind(session.connection(), statement, from, arraysOf(sql.postgres()), rows);
        return statement;
    }

    /** The types of the arrays among a statement's parameters. */
    static List<String> arraysOf(String statement) {
        return TYPES.computeIfAbsent(
                statement,
                text -> ARRAY.matcher(text)
                        .results()
                        .map((MatchResult match) -> match.group(1))
                        .toList());
    }

    /** Sets one array parameter for each column of a set of rows; the index of the next parameter. */
    static int bind(
            Connection connection,
            PreparedStatement statement,
            int from,
            List<String> types,
            List<@Nullable Object[]> rows)
            throws SQLException {
        for (int column = 0; column < types.size(); column++) {
            String type = types.get(column);
            @Nullable Object[] values = arrayOf(type, rows.size());
            for (int row = 0; row < values.length; row++) {
                Object value = rows.get(row)[column];
                values[row] = value instanceof String text ? Escapes.apply(text) : value;
            }
            statement.setArray(from + column, connection.createArrayOf(type, values));
        }
        return from + types.size();
    }

    /** Of the class that the driver knows how to send as it is, instead of as a text that the server has to parse. */
    private static @Nullable Object[] arrayOf(String type, int length) {
        return switch (type) {
            case "text" -> new @Nullable String[length];
            case "bigint" -> new @Nullable Long[length];
            case "float8" -> new @Nullable Double[length];
            default -> throw new IllegalArgumentException("No column is a " + type + ".");
        };
    }

    @Override
    public void updateAll(Session session, List<WriteBatch> batches) throws SQLException {
        String all = batches.stream().map(batch -> batch.sql().postgres()).collect(Collectors.joining(";"));
        PreparedStatement statement = session.prepared(Sql.same(all));
        int at = 1;
        for (WriteBatch batch : batches) {
            at = bind(session.connection(), statement, at, arraysOf(batch.sql().postgres()), batch.rows());
        }
        statement.execute();
    }

    @Override
    public void ask(Session session, List<Question<?>> questions) throws SQLException {
        String all =
                questions.stream().map(question -> question.sql().postgres()).collect(Collectors.joining(";"));
        PreparedStatement statement = session.prepared(Sql.same(all));
        int at = 1;
        for (Question<?> question : questions) {
            at = bind(
                    session.connection(), statement, at, arraysOf(question.sql().postgres()), question.rows());
        }
        statement.execute();
        for (Question<?> question : questions) {
            question.answer(statement);
            statement.getMoreResults();
        }
    }

    @Override
    public void rollback(Session session) throws SQLException {
        session.connection().rollback();
    }

    @Override
    public @Nullable String reason(SQLException failure) {
        return PostgresTrouble.reason(failure.getSQLState());
    }

    @Override
    public Trouble troubleOf(SQLException failure) {
        return PostgresTrouble.of(failure.getSQLState());
    }
}
