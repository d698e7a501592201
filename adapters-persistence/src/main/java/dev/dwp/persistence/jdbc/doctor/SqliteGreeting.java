package dev.dwp.persistence.jdbc.doctor;

import java.sql.ResultSet;
import java.sql.SQLException;

/** That the file can be read, how large it is, and by which SQLite. */
record SqliteGreeting(String place) implements Check {
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
        return evidence.one(FILE, this::greet);
    }

    private Finding greet(ResultSet row) throws SQLException {
        return Finding.ok(
                name(),
                "%s, %,d KiB, read by SQLite %s"
                        .formatted(place, row.getLong("bytes") / 1024, row.getString("version")));
    }
}
