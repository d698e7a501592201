package dev.dwp.persistence.jdbc.doctor;

import java.sql.SQLException;
import java.util.List;

/** Whether the file is damaged; reads all of it. */
final class SqliteIntegrity implements Check {
    private static final String CHECK = "PRAGMA quick_check(3)";
    private static final List<String> SOUND = List.of("ok");

    @Override
    public String name() {
        return "integrity";
    }

    @Override
    public Finding examine(Evidence evidence) throws SQLException {
        List<String> found = evidence.all(CHECK, row -> row.getString(1));
        return found.equals(SOUND)
                ? Finding.ok(name(), "quick_check found no damage")
                : Finding.fail(
                        name(),
                        "the file is damaged: " + String.join("; ", found),
                        "Stop the server, keep a copy, and restore a backup.");
    }
}
