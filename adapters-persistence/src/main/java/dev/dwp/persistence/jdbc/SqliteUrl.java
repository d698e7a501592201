package dev.dwp.persistence.jdbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;

/** Where a SQLite database is: a file, whatever characters its name has. Immutable. */
public record SqliteUrl(Path file) {

    /**
     * Names the file by its own path, whatever symbolic links lead there.
     *
     * @throws UnusableStore with a sentence, when it, or its write-ahead log, has several names, or its folder cannot be read
     */
    public SqliteUrl resolved() {
        try {
            return new SqliteUrl(SqliteLinks.resolve(file));
        } catch (IOException e) {
            throw SqliteFile.unreadable(file, e);
        }
    }

    /** A connection to it; makes the file where there is none. */
    public Connection connect() throws SQLException {
        return Driver.SQLITE.connect(text(), settings());
    }

    /**
     * A connection to look at the file.
     *
     * @throws UnusableStore with a sentence, when there is no file
     */
    public Connection connectToExamine() throws SQLException {
        if (!Files.exists(file)) {
            throw new UnusableStore(
                    "There is no database file %s; 'dwp serve' and 'dwp migrate' make it. Else name another with --store."
                            .formatted(file));
        }
        return connectReadOnly();
    }

    /** A connection that cannot change the file, and makes none. */
    public Connection connectReadOnly() throws SQLException {
        return Driver.SQLITE.connect(text() + "?mode=ro", settings());
    }

    private String text() {
        return "jdbc:sqlite:" + file.toAbsolutePath().toUri().toString().replace("file:///", "file:/");
    }

    /** Turns off generated keys: the driver would ask for that of each row, by a statement of its own. */
    private static Properties settings() {
        Properties settings = new Properties();
        settings.setProperty("jdbc.get_generated_keys", "false");
        return settings;
    }
}
