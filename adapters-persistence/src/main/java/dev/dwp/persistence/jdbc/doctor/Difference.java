package dev.dwp.persistence.jdbc.doctor;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * A count that is not as high as the rows of its kind are many.
 *
 * @param key what is counted, as the columns of the count have it
 * @param missing what must be added to the count; below zero when it is too high
 */
record Difference(List<String> key, long missing) {

    /** Keeps its own copy. */
    Difference {
        key = List.copyOf(key);
    }

    /**
     * All of them. One statement sees rows and counts as of one instant, and every transaction changes both alike: a
     * difference stays the same whatever servers do meanwhile.
     */
    static List<Difference> all(Connection connection, CountTable table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(table.differences())) {
            List<Difference> differences = new ArrayList<>();
            while (rows.next()) {
                differences.add(read(rows));
            }
            return differences;
        }
    }

    private static Difference read(ResultSet row) throws SQLException {
        int columns = row.getMetaData().getColumnCount();
        List<String> key = new ArrayList<>();
        for (int column = 1; column < columns; column++) {
            key.add(row.getString(column));
        }
        return new Difference(key, row.getLong(columns));
    }

    @Override
    public String toString() {
        return "%s: %+d".formatted(String.join("/", key), -missing);
    }
}
