package dev.dwp.persistence.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;

/** Where a PostgreSQL database is, as a JDBC URL. What it says itself counts; defaults bound every wait. Immutable. */
public record PostgresUrl(String text) {
    /** What a JDBC URL of PostgreSQL begins with. */
    static final String PREFIX = "jdbc:postgresql:";

    private static final long CONNECT_LIMIT = 5;
    private static final String CONNECT_SECONDS = Long.toString(CONNECT_LIMIT);
    private static final String ANSWER_SECONDS = "30";

    /**
     * Takes a URL with user and password, where they are needed.
     *
     * @throws UnusableStore when it is none of PostgreSQL's
     */
    public PostgresUrl {
        if (!text.startsWith(PREFIX)) {
            throw new UnusableStore(
                    "The store must be a URL such as jdbc:postgresql://localhost/dwp?user=dwp&password=…");
        }
    }

    /** A connection to it. */
    public Connection connect() throws SQLException {
        return connect(ANSWER_SECONDS);
    }

    /** A connection on which a statement may take as long as it needs. */
    public Connection connectPatiently() throws SQLException {
        return connect("0");
    }

    /** A connection that is made, and on which each statement is answered, within a limit. */
    Connection connectWithin(Duration limit) throws SQLException {
        long seconds = limit.plusMillis(999).toSeconds();
        Connection connection = connect(Long.toString(Math.min(seconds, CONNECT_LIMIT)), Long.toString(seconds));
        if (!text.contains("socketTimeout=")) {
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(limit.toMillis()));
        }
        return connection;
    }

    private Connection connect(String answerSeconds) throws SQLException {
        return connect(CONNECT_SECONDS, answerSeconds);
    }

    private Connection connect(String connectSeconds, String answerSeconds) throws SQLException {
        Properties defaults = new Properties();
        defaults.setProperty("ApplicationName", "dwp");
        defaults.setProperty("connectTimeout", connectSeconds);
        defaults.setProperty("loginTimeout", connectSeconds);
        defaults.setProperty("socketTimeout", answerSeconds);
        defaults.setProperty("tcpKeepAlive", "true");
        // what is asked once here is asked for ever
        defaults.setProperty("prepareThreshold", "1");
        try {
            return Driver.POSTGRES.connect(text, defaults);
        } catch (SQLException | RuntimeException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw new SQLException("Connecting to the database was interrupted.", "08001", e);
            }
            throw e;
        }
    }

    /** Without what may be secret. */
    @Override
    public String toString() {
        int query = text.indexOf('?');
        return query < 0 ? text : text.substring(0, query);
    }
}
