package dev.dwp.persistence.jdbc.doctor;

import java.sql.ResultSet;
import java.sql.SQLException;

/** That the file can be read, how large it is, and by which SQLite. */
record SqliteGreeting(String place) implements Check {
    private static final int NOT_A_DATABASE = 26;

    private static final String FILE = """
            SELECT sqlite_version() AS version, page_count * page_size AS bytes
            FROM pragma_page_count(), pragma_page_size()
            """;

    @Override
    public String name() {
        return "connection";
    }

    @Override
    public Finding examine(Evidence evidence) throws SQLException {
        try {
            return evidence.one(FILE, this::greet);
        } catch (SQLException e) {
            if (e.getErrorCode() == NOT_A_DATABASE) {
                return Finding.fail(
                        name(), place + " is no SQLite database", "Name another file, or restore a backup.");
            }
            throw e;
        }
    }

    private Finding greet(ResultSet row) throws SQLException {
        return Finding.ok(
                name(),
                "%s, %,d KiB, read by SQLite %s"
                        .formatted(place, row.getLong("bytes") / 1024, row.getString("version")));
    }
}
