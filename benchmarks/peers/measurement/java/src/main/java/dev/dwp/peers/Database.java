package dev.dwp.peers;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.net.URI;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A pool of connections to the database of a {@code postgres://user:password@host:port/name} address. Thread-safe. */
public final class Database implements AutoCloseable {
    private static final int MOST_CONNECTIONS = 50; // of the 100 that PostgreSQL takes unless told otherwise
    private static final int SPARE_CONNECTIONS = 4; // for what polls, counts and inserts beside the workers

    private final HikariDataSource pool;

    /** Connects; a connection for each of {@code workers}, within what the server allows. */
    public Database(URI address, int workers) {
        var config = new HikariConfig();
        config.setJdbcUrl("jdbc:postgresql://%s:%d%s?reWriteBatchedInserts=true"
                .formatted(address.getHost(), address.getPort() < 0 ? 5432 : address.getPort(), address.getPath()));
        var login = address.getUserInfo();
        int colon = login.indexOf(':');
        config.setUsername(colon < 0 ? login : login.substring(0, colon));
        config.setPassword(colon < 0 ? "" : login.substring(colon + 1));
        config.setMaximumPoolSize(Math.min(workers + SPARE_CONNECTIONS, MOST_CONNECTIONS));
        pool = new HikariDataSource(config);
    }

    public DataSource pool() {
        return pool;
    }

    public void execute(String sql) throws SQLException {
        try (var connection = pool.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The number that a query answers with. */
    public long count(String sql) throws SQLException {
        try (var connection = pool.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
