package dev.dwp.persistence.jdbc;

import java.sql.SQLException;
import java.time.InstantSource;
import java.util.OptionalLong;

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

    /** A session for the one thread that writes. */
    Session openWriter() throws SQLException;

    /** A session that only reads. */
    Session openReader() throws SQLException;

    /**
     * Whether a transaction of this writer was committed whose commit was not answered; waits until that is decided.
     *
     * @return the head of the log before the transaction's events; empty when it was not committed
     */
    OptionalLong committed(Session session, long batch) throws SQLException;

    /** Makes sure that the database can be written, without changing anything. */
    void probe(Session session) throws SQLException;

    /** The clock that all servers on it share, made of this server's own; see {@code Store.clock}. */
    InstantSource clock(InstantSource own);

    /**
     * From now on tells of other servers' news.
     *
     * @param suspicion told when the database may be away
     */
    void listen(JdbcWakeups wakeups, Runnable suspicion);

    @Override
    void close();
}
