package dev.dwp.persistence.jdbc.doctor;

import java.sql.ResultSet;
import java.sql.SQLException;

/** That the file can be read, how large it is, and by which SQLite. */
record SqliteGreeting(String place) implements Check {
    private static final int NOT_A_DATABASE = 26;

    /** Reading alone needs a write only where the last change has to be undone first. */
    private static final int READ_ONLY = 8;

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
            return switch (e.getErrorCode()) {
                case NOT_A_DATABASE ->
                    Finding.fail(name(), place + " is no SQLite database", "Name another file, or restore a backup.");
                case READ_ONLY ->
                    Finding.fail(
                            name(),
                            place + " holds half a change of a process that was killed",
                            "Run dwp migrate or start the server, which undoes it; then look again.");
                default -> throw e;
            };
        }
    }

    private Finding greet(ResultSet row) throws SQLException {
        return Finding.ok(
                name(),
                "%s, %,d KiB, read by SQLite %s"
                        .formatted(place, row.getLong("bytes") / 1024, row.getString("version")));
    }
}
