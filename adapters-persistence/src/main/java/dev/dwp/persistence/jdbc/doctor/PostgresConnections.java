package dev.dwp.persistence.jdbc.doctor;

import java.sql.SQLException;

/** Whether there is room for another node's connections. */
final class PostgresConnections implements Check {
    private static final String CONNECTIONS = """
            SELECT (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend') AS used,
                CAST(current_setting('max_connections') AS INTEGER)
                    - CAST(current_setting('superuser_reserved_connections') AS INTEGER) AS allowed
            """;

    /** Two that write, six that read, one for notifications. */
    private static final int OF_A_NODE = 9;

    @Override
    public String name() {
        return "connections";
    }

    @Override
    public Finding examine(Evidence evidence) throws SQLException {
        return evidence.one(CONNECTIONS, row -> judge(row.getInt("used"), row.getInt("allowed")));
    }

    static Finding judge(int used, int allowed) {
        String seen = "%d of %d are used".formatted(used, allowed);
        return allowed - used >= OF_A_NODE
                ? Finding.ok("connections", seen)
                : Finding.warn(
                        "connections",
                        seen,
                        "Another node needs %d: raise max_connections, or use a pooler.".formatted(OF_A_NODE));
    }
}
