package dev.dwp.persistence.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sessions on a PostgreSQL database. Thread-safe. */
final class PostgresDatabase implements Database {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresDatabase.class);

    /** A server that nobody has heard of for long was forgotten. */
    private static final Sql ENTER = Sql.same("""
            INSERT INTO dwp_writer (id, batch, head, seen_at) VALUES (?, 0, 0, now()) ON CONFLICT (id) DO NOTHING
            """);

    private static final Sql PROBE = Sql.same("""
            UPDATE dwp_writer SET seen_at = now() WHERE id = ?
            """);

    /** Waits for the transaction in question, which holds this row until it has ended in one way or the other. */
    private static final Sql COMMITTED = Sql.same("""
            SELECT batch, head FROM dwp_writer WHERE id = ? FOR UPDATE
            """);

    /** The first question warms up; the quickest of the others decides how exact a clock is from the start. */
    private static final int MORE_QUESTIONS = 4;

    private static final Duration WORTH_A_WORD = Duration.ofSeconds(1);

    private final PostgresUrl url;
    private final long writer;
    private final PostgresDialect dialect;

    /** Those that were asked for; measured again by the listener. */
    private final List<PostgresClock> clocks = new CopyOnWriteArrayList<>();

    /** Set once, as the store starts. */
    private volatile @Nullable PostgresListener listener;

    private record Mark(long batch, long head) {
        static Mark read(Row row) throws SQLException {
            return new Mark(row.number("batch"), row.number("head"));
        }
    }

    PostgresDatabase(PostgresUrl url, long writer) {
        this.url = url;
        this.writer = writer;
        this.dialect = new PostgresDialect(writer);
    }

    @Override
    public String kind() {
        return "postgres";
    }

    @Override
    public boolean shared() {
        return true;
    }

    @Override
    public int readers() {
        return 6;
    }

    @Override
    public Dialect dialect() {
        return dialect;
    }

    @Override
    public Session openWriter() throws SQLException {
        Session session = openReader();
        try {
            session.update(ENTER, writer);
            session.connection().setAutoCommit(false);
            return session;
        } catch (SQLException e) {
            session.close();
            throw e;
        }
    }

    @Override
    public Session openReader() throws SQLException {
        return new Session(url.connect(), dialect);
    }

    @Override
    public OptionalLong committed(Session session, long batch) throws SQLException {
        Mark mark = session.first(COMMITTED, Mark::read, writer)
                .orElseThrow(() -> new SQLException("The row of this server's writer is gone.", "58000"));
        session.connection().commit();
        return mark.batch() == batch ? OptionalLong.of(mark.head()) : OptionalLong.empty();
    }

    @Override
    public void probe(Session session) throws SQLException {
        session.update(PROBE, writer);
    }

    @Override
    public InstantSource clock(InstantSource own) {
        PostgresClock clock = new PostgresClock(own);
        clocks.add(clock);
        try (Connection connection = url.connect()) {
            tellOf(clock.measure(connection));
            for (int again = 0; again < MORE_QUESTIONS; again++) {
                clock.measure(connection);
            }
        } catch (SQLException e) {
            LOG.warn("The database's time cannot be read now; this server goes by its own until it can.", e);
        }
        return clock;
    }

    private static void tellOf(Duration difference) {
        if (difference.abs().compareTo(WORTH_A_WORD) > 0) {
            LOG.warn(
                    "The database's clock is {} ms {} that of this machine; the server goes by the database's.",
                    difference.abs().toMillis(),
                    difference.isNegative() ? "behind" : "ahead of");
        }
    }

    @Override
    public void listen(JdbcWakeups wakeups, Runnable suspicion) {
        PostgresListener started = new PostgresListener(url, writer, wakeups, suspicion, clocks);
        started.start();
        listener = started;
    }

    @Override
    public void close() {
        PostgresListener started = listener;
        if (started != null) {
            started.close();
        }
    }
}
