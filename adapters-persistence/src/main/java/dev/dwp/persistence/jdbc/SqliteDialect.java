package dev.dwp.persistence.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** SQLite: sets of rows are taken one by one, which costs little within the process. */
final class SqliteDialect implements Dialect {
    private static final Sql ROLLBACK = Sql.same("ROLLBACK");

    /** Rows of one statement: far below what SQLite takes. */
    private static final int MOST_TOGETHER = 256;

    private static final int CONSTRAINT = 19;
    private static final int ERROR = 1;
    private static final int INTERNAL = 2;
    private static final int BUSY = 5;
    private static final int LOCKED = 6;
    private static final int READONLY = 8;
    private static final int IOERR = 10;
    private static final int CORRUPT = 11;
    private static final int FULL = 13;
    private static final int CANTOPEN = 14;
    private static final int TOO_BIG = 18;
    private static final int MISMATCH = 20;
    private static final int MISUSE = 21;
    private static final int RANGE = 25;
    private static final int NOTADB = 26;

    @Override
    public String text(Sql sql) {
        return sql.sqlite();
    }

    @Override
    public <T> List<T> listAll(Session session, Sql sql, RowReader<T> reader, List<@Nullable Object[]> rows)
            throws SQLException {
        List<T> found = new ArrayList<>();
        if (sql.together()) {
            for (int from = 0; from < rows.size(); from += MOST_TOGETHER) {
                List<@Nullable Object[]> some = rows.subList(from, Math.min(rows.size(), from + MOST_TOGETHER));
                Session.collect(
                        session.bound(sql.together(some.size(), some.getFirst().length), flat(some)), reader, found);
            }
        } else {
            for (@Nullable Object[] row : rows) {
                Session.collect(session.bound(sql, row), reader, found);
            }
        }
        return found;
    }

    private static @Nullable Object[] flat(List<@Nullable Object[]> rows) {
        return rows.stream().flatMap(Arrays::stream).toArray();
    }

    @Override
    public void updateAll(Session session, Sql sql, List<@Nullable Object[]> rows) throws SQLException {
        for (@Nullable Object[] row : rows) {
            session.update(sql, row);
        }
    }

    @Override
    public void updateAll(Session session, List<WriteBatch> batches) throws SQLException {
        for (WriteBatch batch : batches) {
            updateAll(session, batch.sql(), batch.rows());
        }
    }

    @Override
    public void ask(Session session, List<Question<?>> questions) throws SQLException {
        for (Question<?> question : questions) {
            for (@Nullable Object[] row : question.rows()) {
                PreparedStatement statement = session.bound(question.sql(), row);
                statement.execute();
                question.answer(statement);
            }
        }
    }

    @Override
    public void rollback(Session session) throws SQLException {
        session.prepared(ROLLBACK).execute();
    }

    @Override
    public @Nullable String reason(SQLException failure) {
        return switch (failure.getErrorCode() & 0xff) {
            case BUSY, LOCKED -> "locked by another process";
            case READONLY -> "read-only";
            case IOERR -> "disk error";
            case CORRUPT, NOTADB -> "damaged file";
            case FULL -> "disk full";
            case CANTOPEN -> "file cannot be opened";
            default -> null;
        };
    }

    /** What is neither a broken rule nor a mistake in the code has to do with the file, the disk or the memory. */
    @Override
    public Trouble troubleOf(SQLException failure) {
        return switch (failure.getErrorCode() & 0xff) {
            case CONSTRAINT -> Trouble.DUPLICATE;
            case ERROR, INTERNAL, TOO_BIG, MISMATCH, MISUSE, RANGE -> Trouble.OTHER;
            default -> Trouble.AWAY;
        };
    }
}
