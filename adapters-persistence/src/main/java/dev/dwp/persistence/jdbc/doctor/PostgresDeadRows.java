package dev.dwp.persistence.jdbc.doctor;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Whether autovacuum keeps up with what the tables leave behind. */
final class PostgresDeadRows implements Check {
    private static final String TABLES = """
            SELECT relname, n_live_tup, n_dead_tup, CAST(extract(epoch FROM clock_timestamp()
                - greatest(last_vacuum, last_autovacuum)) AS BIGINT) AS vacuumed
            FROM pg_stat_user_tables
            WHERE relid IN (to_regclass('dwp_job'), to_regclass('dwp_due'), to_regclass('dwp_held'), to_regclass('dwp_segment'),
                to_regclass('dwp_entry'), to_regclass('dwp_run'))
            ORDER BY relname
            """;

    /** So many are cleared in no time. */
    private static final long FEW = 10_000;

    /** The tables ask for a vacuum at a twentieth. */
    private static final int MANY_OF = 4;

    record Table(String name, long live, long dead, String vacuumed) {
        static Table read(ResultSet row) throws SQLException {
            long seconds = row.getLong("vacuumed");
            String when = row.wasNull() ? "never" : Ages.text(Duration.ofSeconds(seconds)) + " ago";
            return new Table(row.getString("relname"), row.getLong("n_live_tup"), row.getLong("n_dead_tup"), when);
        }

        boolean behind() {
            return dead > FEW && dead > live / MANY_OF;
        }

        @Override
        public String toString() {
            return "%s %,d dead beside %,d live (vacuumed %s)".formatted(name, dead, live, vacuumed);
        }
    }

    @Override
    public String name() {
        return "dead rows";
    }

    @Override
    public Finding examine(Evidence evidence) throws SQLException {
        return judge(evidence.all(TABLES, Table::read));
    }

    static Finding judge(List<Table> tables) {
        String seen = tables.stream().map(Table::toString).collect(Collectors.joining(", "));
        return tables.stream().anyMatch(Table::behind)
                ? Finding.warn(
                        "dead rows",
                        seen,
                        "Autovacuum does not keep up: look for old transactions and for autovacuum's settings, or VACUUM by "
                                + "hand.")
                : Finding.ok("dead rows", seen);
    }
}
