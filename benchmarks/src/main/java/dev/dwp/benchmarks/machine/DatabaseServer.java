package dev.dwp.benchmarks.machine;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A PostgreSQL server of this run alone, with the durability that PostgreSQL has unless it is told otherwise. */
public final class DatabaseServer implements AutoCloseable {
    /** What the library that starts it turns off, because it is made for tests. */
    private static final List<String> DURABLE = List.of("fsync", "synchronous_commit", "full_page_writes");

    private final EmbeddedPostgres server;
    private final long pid;

    private DatabaseServer(EmbeddedPostgres server, long pid) {
        this.server = server;
        this.pid = pid;
    }

    /**
     * Starts one.
     *
     * @param data a folder on the disk that is to be measured, which is not there yet
     * @throws IllegalStateException when what it acknowledges would not be durable
     */
    public static DatabaseServer start(Path data) throws IOException, SQLException {
        EmbeddedPostgres.Builder builder =
                EmbeddedPostgres.builder().setDataDirectory(data).setCleanDataDirectory(false);
        DURABLE.forEach(setting -> builder.setServerConfig(setting, "on"));
        EmbeddedPostgres server = builder.start();
        String pid = Files.readAllLines(data.resolve("postmaster.pid")).getFirst();
        DatabaseServer database = new DatabaseServer(server, Long.parseLong(pid));
        for (String setting : DURABLE) {
            if (!database.query("SHOW " + setting).equals("on")) {
                throw new IllegalStateException("PostgreSQL runs without " + setting);
            }
        }
        return database;
    }

    /** Makes an empty database, and returns its URL for JDBC. */
    public String create(String name) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url("postgres"));
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS %s WITH (FORCE)".formatted(name));
            statement.execute("CREATE DATABASE " + name);
        }
        return url(name);
    }

    /** The URL of one of its databases, as programs that are not for the JVM want it. */
    public String plainUrl(String name) {
        return "postgres://postgres:postgres@localhost:%d/%s".formatted(server.getPort(), name);
    }

    /** Its version. */
    public String version() throws SQLException {
        return query("SHOW server_version");
    }

    private String query(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url("postgres"));
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }

    private String url(String name) {
        return server.getJdbcUrl("postgres", name);
    }

    /** Seconds of processor time that it has used, with all of its processes. */
    public double cpuSeconds() {
        return CpuTime.ofTree(pid);
    }

    /** Returns when it has ended; the library waits for 5 s alone, in which a busy machine may not get there. */
    @Override
    public void close() throws IOException {
        server.close();
        ProcessHandle.of(pid).ifPresent(process -> process.onExit().join());
    }
}
