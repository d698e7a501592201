package dev.dwp.persistence.jdbc;

import dev.dwp.application.port.out.Store;
import dev.dwp.application.port.out.ValueFormat;
import java.nio.file.Path;
import java.time.InstantSource;

/** Opens stores in databases. */
public final class JdbcStores {
    private static final int SQLITE_READERS = 3;

    private JdbcStores() {}

    /**
     * A store in a SQLite file, for one server. The file and its folder are made where there are none; what an earlier
     * server left running in it has lost its leases at once. What is committed is on the disk.
     *
     * @throws UnusableStore with a sentence that says why not, and what to do
     */
    public static Store sqlite(Path file, ValueFormat format, InstantSource clock) {
        SqliteFile taken = SqliteFile.take(file);
        try {
            SqliteDatabase database = new SqliteDatabase(taken);
            new SqliteOpening(database, taken.path()).run(clock);
            return new JdbcStore("sqlite", database, SQLITE_READERS, format).start();
        } catch (RuntimeException e) {
            taken.close();
            throw e;
        }
    }
}
