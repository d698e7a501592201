package dev.dwp.benchmarks.machine;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Makes a store look as if it had been used for long, by copies of a job that is in it: much faster than by using it. The
 * counts that the store keeps are changed with it. No server may be running on it.
 */
public final class Archive implements AutoCloseable {
    /** The numbers from 1 to a parameter. */
    private static final String SERIES = """
            WITH RECURSIVE series (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM series WHERE i < ?)
            """;

    private static final String LAST_SEGMENT = """
            SELECT head, youngest, summary, events FROM dwp_segment JOIN dwp_log ON last_n = head
            """;
    private static final String INSERT_SEGMENT = """
            INSERT INTO dwp_segment (first_n, last_n, oldest, youngest, summary, events) VALUES (?, ?, ?, ?, ?, ?)
            """;
    private static final int EVENTS_TOGETHER = 100;
    private static final int JOB_FIELD = 3;

    private final Connection connection;
    private final Backend backend;

    private Archive(Connection connection, Backend backend) {
        this.connection = connection;
        this.backend = backend;
    }

    /** Opens a store that a server has been on. */
    public static Archive open(Backend backend, String store) throws SQLException {
        String url = backend == Backend.SQLITE ? "jdbc:" + store : store;
        return new Archive(DriverManager.getConnection(url), backend);
    }

    /**
     * Stores that many more jobs like the one with that name, older than any.
     *
     * @param kind a digit that is another one in each call
     */
    public void copyJob(String name, int kind, int count) throws SQLException {
        for (String place : List.of("dwp_later", "dwp_due", "dwp_ended", "dwp_job")) {
            String rest = String.join(", ", columnsBesideId(place));
            execute(SERIES + """
                    INSERT INTO %1$s (id, %2$s)
                    SELECT 'job_0000000000000%3$d' || substr(CAST(1000000000000 + series.i AS TEXT), 2, 12), %2$s
                    FROM %1$s CROSS JOIN series WHERE id IN (SELECT id FROM dwp_job WHERE name = ?)
                    """.formatted(place, rest, kind), count, name);
        }
        execute("UPDATE dwp_job_count SET n = n + ? WHERE name = ? AND n > 0", count, name);
    }

    /**
     * Logs that many more events like the last one, each of one of the copies of that kind, in segments as a busy server writes
     * them. Their summaries tell of the job that was copied alone, so nobody may ask for the events of a copy.
     */
    public void copyEvents(int kind, int count) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement();
                ResultSet last = statement.executeQuery(LAST_SEGMENT);
                PreparedStatement insert = connection.prepareStatement(INSERT_SEGMENT)) {
            last.next();
            long head = last.getLong("head");
            String line = last.getString("events").lines().toList().getLast();
            String job = line.split("\t", -1)[JOB_FIELD];
            for (int copied = 0; copied < count; copied += EVENTS_TOGETHER) {
                int end = Math.min(count, copied + EVENTS_TOGETHER);
                insert.setLong(1, head + copied + 1);
                insert.setLong(2, head + end);
                insert.setLong(3, last.getLong("youngest"));
                insert.setLong(4, last.getLong("youngest"));
                insert.setString(5, last.getString("summary"));
                insert.setString(
                        6,
                        IntStream.rangeClosed(copied + 1, end)
                                .mapToObj(i -> line.replace(job, "job_0000000000000%d%012d".formatted(kind, i)) + "\n")
                                .collect(Collectors.joining()));
                insert.addBatch();
            }
            insert.executeBatch();
            connection.commit();
        } finally {
            connection.setAutoCommit(true);
        }
        execute("UPDATE dwp_log SET head = head + ?", count);
    }

    /** Does now what the database would do soon, so that it is not measured. */
    public void settle() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (backend == Backend.SQLITE) {
                statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
            } else {
                statement.execute("VACUUM ANALYZE");
                statement.execute("CHECKPOINT");
            }
        }
    }

    private List<String> columnsBesideId(String table) throws SQLException {
        List<String> columns = new ArrayList<>();
        try (ResultSet found = connection.getMetaData().getColumns(null, null, table, null)) {
            while (found.next()) {
                columns.add(found.getString("COLUMN_NAME"));
            }
        }
        columns.remove("id");
        return columns;
    }

    private void execute(String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.executeUpdate();
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
