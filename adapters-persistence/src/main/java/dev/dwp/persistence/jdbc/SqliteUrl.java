package dev.dwp.persistence.jdbc;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Where a SQLite database is: a file, whatever characters its name has. Immutable. */
public record SqliteUrl(Path file) {

    /** A connection to it; makes the file where there is none. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(text());
    }

    /** A connection that cannot change the file, and makes none. */
    public Connection connectReadOnly() throws SQLException {
        return DriverManager.getConnection(text() + "?mode=ro");
    }

    private String text() {
        return "jdbc:sqlite:" + file.toAbsolutePath().toUri().toString().replace("file:///", "file:/");
    }
}
