package dev.dwp.persistence.jdbc;

import dev.dwp.application.port.out.ServerThreads;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sessions on a PostgreSQL database. Thread-safe. */
final class PostgresDatabase implements Database {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresDatabase.class);

    /** The first question warms up; the quickest of the others decides how exact a clock is from the start. */
    private static final int MORE_QUESTIONS = 4;

    private static final Duration WORTH_A_WORD = Duration.ofSeconds(1);

    private static final Duration SHORTEST_LIMIT = Duration.ofSeconds(2);
    private static final Duration LONGEST_LIMIT = Duration.ofSeconds(10);

    private final PostgresUrl url;
    private final Set<Long> writers;
    private final Duration answerLimit;
    private final PostgresDialect dialect = new PostgresDialect();
    private final Reachability reachability = new Reachability();
    private final OpenConnections connections = new OpenConnections();

    /** Those that were asked for; measured again by the listener. */
    private final List<PostgresClock> clocks = new CopyOnWriteArrayList<>();

    /** Set once, as the store starts. */
    private volatile @Nullable PostgresListener listener;

    /**
     * A database that was made ready.
     *
     * @param writers the rows of {@code dwp_writer} that are this server's: while one writer waits for the database, another
     *     works
     */
    PostgresDatabase(PostgresUrl url, Set<Long> writers) {
        this(url, writers, LONGEST_LIMIT.multipliedBy(3));
    }

    /**
     * The same, where leases must be renewed after an answer that does not come.
     *
     * @param lease a third of it is the most that a writer waits for an answer, within bounds
     */
    PostgresDatabase(PostgresUrl url, Set<Long> writers, Duration lease) {
        this.url = url;
        this.writers = Set.copyOf(writers);
        this.answerLimit = limitUnder(lease);
    }

    private static Duration limitUnder(Duration lease) {
        Duration third = lease.dividedBy(3);
        Duration enough = third.compareTo(SHORTEST_LIMIT) < 0 ? SHORTEST_LIMIT : third;
        return enough.compareTo(LONGEST_LIMIT) > 0 ? LONGEST_LIMIT : enough;
    }

    /** How long a writer waits for an answer. */
    Duration answerLimit() {
        return answerLimit;
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
    public List<Transactions> writers() {
        return writers.stream()
                .<Transactions>map(writer -> new PostgresTransactions(this, writer))
                .toList();
    }

    @Override
    public Session openReader() throws SQLException {
        connections.check();
        return session(url.connect());
    }

    /** A session that writes. */
    Session openWriter() throws SQLException {
        connections.check();
        return session(url.connectWithin(answerLimit));
    }

    private Session session(Connection connection) throws SQLException {
        Session session = new Session(connections.add(connection), dialect);
        reachability.answered();
        return session;
    }

    @Override
    public Reachability reachability() {
        return reachability;
    }

    @Override
    public InstantSource clock(InstantSource own) {
        PostgresClock clock = new PostgresClock(own);
        clocks.add(clock);
        try (Connection connection = url.connect()) {
            tellOf(clock.adopt(connection));
            for (int again = 0; again < MORE_QUESTIONS; again++) {
                clock.adopt(connection);
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
    public void listen(ServerThreads threads, JdbcWakeups wakeups, Runnable suspicion) {
        PostgresListener started = new PostgresListener(
                url, writers, clocks, new PostgresListener.Effects(wakeups, suspicion, reachability, connections::cut));
        started.start(threads);
        listener = started;
    }

    @Override
    public void disconnect() {
        connections.shut();
        close();
    }

    @Override
    public void close() {
        PostgresListener started = listener;
        if (started != null) {
            started.close();
        }
    }
}
