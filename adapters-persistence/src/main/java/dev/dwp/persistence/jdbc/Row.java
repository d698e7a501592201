package dev.dwp.persistence.jdbc;

import dev.dwp.domain.session.Tenant;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The row that a result set stands on, read by column, in the conventions of the tables. */
final class Row {
    private static final Logger LOG = LoggerFactory.getLogger(Row.class);

    private final ResultSet results;
    private final String prefix;

    Row(ResultSet results) {
        this(results, "");
    }

    private Row(ResultSet results, String prefix) {
        this.results = results;
        this.prefix = prefix;
    }

    /** The same row, where what is asked for has names that begin like this: the second of two things in one row. */
    Row under(String beginning) {
        return new Row(results, beginning);
    }

    String text(String column) throws SQLException {
        return Escapes.undo(results.getString(prefix + column));
    }

    @Nullable
    String textOrNull(String column) throws SQLException {
        String text = results.getString(prefix + column);
        return text == null ? null : Escapes.undo(text);
    }

    long number(String column) throws SQLException {
        return results.getLong(prefix + column);
    }

    @Nullable
    Long numberOrNull(String column) throws SQLException {
        long number = results.getLong(prefix + column);
        return results.wasNull() ? null : number;
    }

    int integer(String column) throws SQLException {
        return results.getInt(prefix + column);
    }

    @Nullable
    Integer integerOrNull(String column) throws SQLException {
        int number = results.getInt(prefix + column);
        return results.wasNull() ? null : number;
    }

    double decimal(String column) throws SQLException {
        return results.getDouble(prefix + column);
    }

    boolean flag(String column) throws SQLException {
        return results.getLong(prefix + column) != 0;
    }

    Instant time(String column) throws SQLException {
        return Micros.instant(results.getLong(prefix + column));
    }

    @Nullable
    Instant timeOrNull(String column) throws SQLException {
        long micros = results.getLong(prefix + column);
        return results.wasNull() ? null : Micros.instant(micros);
    }

    /** A part of the row, or a stand-in where that part cannot be read. */
    static <T extends @Nullable Object> T orElse(T standIn, Part<T> part) throws SQLException {
        try {
            return part.read();
        } catch (RuntimeException e) {
            LOG.debug("A part of a damaged row is left out.", e);
            return standIn;
        }
    }

    /** Reads a part of a row. */
    @FunctionalInterface
    interface Part<T extends @Nullable Object> {
        T read() throws SQLException;
    }

    Tenant tenant() throws SQLException {
        return Tenants.read(text("app_id"), text("org_id"));
    }
}
