package dev.dwp.persistence.jdbc;

import dev.dwp.application.port.out.ServerThreads;
import dev.dwp.application.port.out.Store;
import dev.dwp.application.port.out.ValueFormat;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/** Opens stores in databases. */
public final class JdbcStores {
    private static final Duration LEASE = Duration.ofSeconds(30);

    private JdbcStores() {}

    /**
     * A store in a SQLite file, for one server. The file and its folder are made where there are none; what an earlier
     * server left running in it has lost its leases at once. What is committed is on the disk.
     *
     * @param threads what its readers and writers run on
     * @throws UnusableStore with a sentence that says why not, and what to do
     */
    public static Store sqlite(Path file, ValueFormat format, InstantSource clock, ServerThreads threads) {
        SqliteFile taken = SqliteFile.take(file);
        try {
            SqliteDatabase database = new SqliteDatabase(taken);
            new SqliteOpening(database, taken.path()).run(clock);
            return new JdbcStore(database, format, threads).start();
        } catch (RuntimeException e) {
            taken.close();
            throw e;
        }
    }

    /**
     * A store in a PostgreSQL database, version 14 or later, for any number of servers. What is committed is as durable as
     * that database makes it. Where the URL leads through a pooler in transaction mode, add {@code prepareThreshold=0},
     * unless the pooler knows prepared statements; other servers' news then come within a second.
     *
     * @param url a JDBC URL, with user and password where they are needed
     * @param threads what its readers and writers run on
     * @throws UnusableStore with a sentence that says why not, and what to do
     */
    public static Store postgres(String url, ValueFormat format, ServerThreads threads) {
        return postgres(url, format, threads, LEASE);
    }

    /**
     * The same, for a server with longer or shorter leases than 30 s.
     *
     * @param lease no answer to a write is waited for longer than a third of it, but 2 s at least and 10 s at most, so that
     *     a lease can still be renewed after one that does not come
     * @throws UnusableStore with a sentence that says why not, and what to do
     */
    public static Store postgres(String url, ValueFormat format, ServerThreads threads, Duration lease) {
        PostgresUrl database = new PostgresUrl(url);
        return new JdbcStore(
                        new PostgresDatabase(database, new PostgresOpening(database).run(), lease), format, threads)
                .start();
    }
}
