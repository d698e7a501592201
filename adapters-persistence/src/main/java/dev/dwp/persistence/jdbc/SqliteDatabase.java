package dev.dwp.persistence.jdbc;

import dev.dwp.application.port.out.ServerThreads;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.List;

/**
 * Sessions on a SQLite file: one that writes, with a write-ahead log that is synced at each commit, and some that read it
 * at the same time without a lock. Thread-safe.
 */
final class SqliteDatabase implements Database {
    private static final List<String> WRITER = List.of(
            "PRAGMA journal_mode = WAL",
            "PRAGMA synchronous = FULL",
            "PRAGMA busy_timeout = 10000",
            "PRAGMA temp_store = MEMORY",
            "PRAGMA cache_size = -65536",
            "PRAGMA wal_autocheckpoint = 4000",
            "PRAGMA journal_size_limit = 67108864");

    private static final List<String> READER = List.of(
            "PRAGMA busy_timeout = 10000",
            "PRAGMA temp_store = MEMORY",
            "PRAGMA cache_size = -16384",
            "PRAGMA query_only = ON");

    private final SqliteFile file;
    private final SqliteUrl url;
    private final SqliteDialect dialect = new SqliteDialect();
    private final Reachability reachability = new Reachability();

    SqliteDatabase(SqliteFile file) {
        this.file = file;
        this.url = new SqliteUrl(file.path());
    }

    @Override
    public String kind() {
        return "sqlite";
    }

    @Override
    public boolean shared() {
        return false;
    }

    @Override
    public int readers() {
        return 3;
    }

    @Override
    public Dialect dialect() {
        return dialect;
    }

    @Override
    public List<Transactions> writers() {
        return List.of(new SqliteTransactions(this));
    }

    /** A session that writes: there can be one at a time. */
    Session openWriter() throws SQLException {
        return session(url.connect(), WRITER);
    }

    @Override
    public Session openReader() throws SQLException {
        return session(url.connect(), READER);
    }

    /** A session that cannot change the file. */
    Session openReadOnly() throws SQLException {
        return session(url.connectReadOnly(), List.of("PRAGMA busy_timeout = 10000"));
    }

    private Session session(Connection connection, List<String> pragmas) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String pragma : pragmas) {
                statement.execute(pragma);
            }
            return new Session(connection, dialect);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** A file within this machine always answers, if only with a refusal. */
    @Override
    public Reachability reachability() {
        return reachability;
    }

    @Override
    public InstantSource clock(InstantSource own) {
        return own;
    }

    @Override
    public void listen(ServerThreads threads, JdbcWakeups wakeups, Runnable suspicion) {
        // There is nobody else to hear of.
    }

    @Override
    public void disconnect() {
        // Its sessions are calls within this process, which end by themselves.
    }

    @Override
    public void close() {
        file.close();
    }
}
