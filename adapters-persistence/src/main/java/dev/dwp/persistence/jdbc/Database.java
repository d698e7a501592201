package dev.dwp.persistence.jdbc;

import dev.dwp.application.port.out.ServerThreads;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;

/** Where sessions come from. Thread-safe. */
interface Database extends AutoCloseable {
    /** A short name, such as {@code sqlite}. */
    String kind();

    /** Whether other servers may work on it at the same time. */
    boolean shared();

    /** How many threads should read it. */
    int readers();

    /** What it does differently. */
    Dialect dialect();

    /** One for each thread that writes. */
    List<Transactions> writers();

    /** A session that only reads. */
    Session openReader() throws SQLException;

    /** Whether it answers. */
    Reachability reachability();

    /** The clock that all servers on it share, made of this server's own; see {@code Store.clock}. */
    InstantSource clock(InstantSource own);

    /**
     * From now on tells of other servers' news.
     *
     * @param threads what to hear of it on
     * @param suspicion told when the database may be away
     */
    void listen(ServerThreads threads, JdbcWakeups wakeups, Runnable suspicion);

    /** Cuts its sessions without waiting for anything, and opens none any more. */
    void disconnect();

    @Override
    void close();
}
