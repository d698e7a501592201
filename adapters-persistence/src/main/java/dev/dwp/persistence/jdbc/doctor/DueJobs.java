package dev.dwp.persistence.jdbc.doctor;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Jobs that are due, and that no live node has a handler for. */
final class DueJobs implements Check {
    /** Parameters: now, nodes seen since. */
    static final String SQLITE = """
            SELECT name, count(*) AS n, min(run_at) AS since
            FROM (SELECT name, run_at FROM dwp_due UNION ALL SELECT name, run_at FROM dwp_later) waiting
            WHERE run_at <= ? AND name NOT IN (
                SELECT known.value FROM dwp_node, json_each(dwp_node.job_names) known WHERE dwp_node.seen_at >= ?)
            GROUP BY name ORDER BY n DESC, name
            """;

    /** The same. */
    static final String POSTGRES = """
            SELECT name, count(*) AS n, min(run_at) AS since
            FROM (SELECT name, run_at FROM dwp_due UNION ALL SELECT name, run_at FROM dwp_later) waiting
            WHERE run_at <= ? AND name NOT IN (
                SELECT known.value FROM dwp_node, jsonb_array_elements_text(CAST(job_names AS jsonb)) AS known (value)
                WHERE dwp_node.seen_at >= ?)
            GROUP BY name ORDER BY n DESC, name
            """;

    private static final int SHOWN = 5;

    private final String sql;
    private final Liveness liveness;

    DueJobs(String sql, Liveness liveness) {
        this.sql = sql;
        this.liveness = liveness;
    }

    @Override
    public String name() {
        return "due jobs";
    }

    @Override
    public Finding examine(Evidence evidence) throws SQLException {
        List<String> names = evidence.all(
                sql,
                row -> "%d of '%s' (the first since %s)"
                        .formatted(
                                row.getLong("n"),
                                row.getString("name"),
                                Ages.text(evidence.since(row.getLong("since")))),
                evidence.ago(Duration.ZERO),
                liveness.since(evidence));
        if (names.isEmpty()) {
            return Finding.ok(name(), "a live node has a handler for each");
        }
        String shown = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
        String more = names.size() > SHOWN ? " and %d more names".formatted(names.size() - SHOWN) : "";
        return Finding.warn(
                name(),
                "no live node has a handler for %s%s".formatted(shown, more),
                "Start a node that has it, or cancel the jobs.");
    }
}
