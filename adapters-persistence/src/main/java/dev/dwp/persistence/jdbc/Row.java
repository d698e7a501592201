package dev.dwp.persistence.jdbc;

import dev.dwp.domain.session.Tenant;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The row that a result set stands on, read by column, in the conventions of the tables. */
final class Row {
    private final ResultSet results;

    Row(ResultSet results) {
        this.results = results;
    }

    String text(String column) throws SQLException {
        return Escapes.undo(results.getString(column));
    }

    @Nullable
    String textOrNull(String column) throws SQLException {
        String text = results.getString(column);
        return text == null ? null : Escapes.undo(text);
    }

    long number(String column) throws SQLException {
        return results.getLong(column);
    }

    @Nullable
    Long numberOrNull(String column) throws SQLException {
        long number = results.getLong(column);
        return results.wasNull() ? null : number;
    }

    int integer(String column) throws SQLException {
        return results.getInt(column);
    }

    @Nullable
    Integer integerOrNull(String column) throws SQLException {
        int number = results.getInt(column);
        return results.wasNull() ? null : number;
    }

    double decimal(String column) throws SQLException {
        return results.getDouble(column);
    }

    boolean flag(String column) throws SQLException {
        return results.getLong(column) != 0;
    }

    Instant time(String column) throws SQLException {
        return Micros.instant(results.getLong(column));
    }

    @Nullable
    Instant timeOrNull(String column) throws SQLException {
        long micros = results.getLong(column);
        return results.wasNull() ? null : Micros.instant(micros);
    }

    Tenant tenant() throws SQLException {
        return Tenants.read(text("app_id"), text("org_id"));
    }
}
