package dev.dwp.persistence.jdbc.doctor;

import java.sql.SQLException;
import java.util.List;

/** Runs that could go on since more than a lease, and that nobody takes. */
final class DueRuns implements Check {
    private static final String RUNS = """
            SELECT name, version, count(*) AS n, min(wake_at) AS since FROM dwp_run
            WHERE state = 'running' AND worker IS NULL AND wake_at IS NOT NULL AND wake_at < ?
            GROUP BY name, version ORDER BY n DESC, name, version LIMIT 5
            """;

    @Override
    public String name() {
        return "due runs";
    }

    @Override
    public Finding examine(Evidence evidence) throws SQLException {
        List<String> kinds = evidence.all(
                RUNS,
                row -> "%d of '%s' version %d (the first since %s)"
                        .formatted(
                                row.getLong("n"),
                                row.getString("name"),
                                row.getLong("version"),
                                Ages.text(evidence.since(row.getLong("since")))),
                evidence.ago(evidence.norms().lease()));
        return kinds.isEmpty()
                ? Finding.ok(name(), "none waits for a node")
                : Finding.warn(
                        name(),
                        "no node takes " + String.join(", ", kinds),
                        "Start a node that has that workflow in that version; if one is there, it is overloaded.");
    }
}
