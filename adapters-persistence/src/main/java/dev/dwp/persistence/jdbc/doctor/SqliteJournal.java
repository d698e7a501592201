package dev.dwp.persistence.jdbc.doctor;

import java.sql.SQLException;

/** How the file is written. What a server has set for its own connection, such as synchronous, cannot be seen from outside. */
final class SqliteJournal implements Check {
    @Override
    public String name() {
        return "journal";
    }

    @Override
    public Finding examine(Evidence evidence) throws SQLException {
        String mode = evidence.one("PRAGMA journal_mode", row -> row.getString(1));
        return mode.equals("wal")
                ? Finding.ok(name(), "write-ahead log; a server syncs it at each commit")
                : Finding.warn(
                        name(),
                        "journal_mode is %s instead of wal".formatted(mode),
                        "A server sets it at its start. Let nothing else change it.");
    }
}
