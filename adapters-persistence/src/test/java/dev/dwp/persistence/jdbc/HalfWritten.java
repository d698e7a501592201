package dev.dwp.persistence.jdbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A SQLite file as a process leaves it that is killed in the middle of its first change, too large to be kept in memory. */
public final class HalfWritten {
    private HalfWritten() {}

    /** Makes one, with the journal from which SQLite undoes the change. */
    public static Path in(Path folder) throws SQLException, IOException {
        Path written = folder.resolve("written.db");
        Path left = folder.resolve("half-written.db");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + written);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA cache_size = 1");
            connection.setAutoCommit(false);
            statement.execute("CREATE TABLE one (text TEXT)");
            for (int row = 0; row < 100; row++) {
                statement.execute("INSERT INTO one VALUES (hex(randomblob(4000)))");
            }
            Files.copy(written, left);
            Files.copy(folder.resolve("written.db-journal"), folder.resolve("half-written.db-journal"));
        }
        return left;
    }
}
