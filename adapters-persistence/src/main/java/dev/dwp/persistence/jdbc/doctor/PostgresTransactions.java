package dev.dwp.persistence.jdbc.doctor;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Transactions that are open for long: dead rows younger than they are cannot be removed, and claims get slower. */
final class PostgresTransactions implements Check {
    /** Parameters: seconds, twice. */
    private static final String OPEN = """
            SELECT 'session ' || pid || ' (' || application_name || ', ' || COALESCE(state, 'unknown') || ')' AS who,
                CAST(extract(epoch FROM clock_timestamp() - xact_start) AS BIGINT) AS seconds
            FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
                AND clock_timestamp() - xact_start > make_interval(secs => ?)
            UNION ALL
            SELECT 'prepared transaction ' || gid, CAST(extract(epoch FROM clock_timestamp() - prepared) AS BIGINT)
            FROM pg_prepared_xacts
            WHERE database = current_database() AND clock_timestamp() - prepared > make_interval(secs => ?)
            ORDER BY seconds DESC LIMIT 5
            """;

    /** Sessions of other roles show no more than that they are there. */
    private static final String HIDDEN = """
            SELECT count(*) FROM pg_stat_activity
            WHERE datname = current_database() AND backend_type = 'client backend' AND state IS NULL
            """;

    @Override
    public String name() {
        return "transactions";
    }

    @Override
    public Finding examine(Evidence evidence) throws SQLException {
        long seconds = evidence.norms().transaction().toSeconds();
        List<String> open = evidence.all(
                OPEN,
                row -> "%s for %s"
                        .formatted(row.getString("who"), Ages.text(Duration.ofSeconds(row.getLong("seconds")))),
                seconds,
                seconds);
        if (!open.isEmpty()) {
            return Finding.warn(
                    name(),
                    "open: " + String.join(", ", open),
                    "End what was forgotten: SELECT pg_terminate_backend(<session>). Until then dead rows stay, and claims get "
                            + "slower.");
        }
        String longest = Ages.text(evidence.norms().transaction());
        long hidden = evidence.one(HIDDEN, row -> row.getLong(1));
        return hidden == 0
                ? Finding.ok(name(), "none is open for more than " + longest)
                : Finding.ok(
                        name(),
                        "none is open for more than %s, as far as this role sees: %d sessions are hidden from it"
                                .formatted(longest, hidden));
    }
}
