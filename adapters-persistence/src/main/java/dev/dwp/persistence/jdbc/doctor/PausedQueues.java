package dev.dwp.persistence.jdbc.doctor;

import java.sql.SQLException;
import java.util.List;

/** Queues of which nothing starts because somebody paused them, and what waits there. */
final class PausedQueues implements Check {
    private static final String QUEUES = """
            SELECT paused.queue, CAST(COALESCE(SUM(counted.n), 0) AS BIGINT) AS n
            FROM dwp_paused_queue paused
            LEFT JOIN dwp_job_count counted ON counted.queue = paused.queue AND counted.place IN ('due', 'later')
            GROUP BY paused.queue ORDER BY paused.queue
            """;

    @Override
    public String name() {
        return "queues";
    }

    @Override
    public Finding examine(Evidence evidence) throws SQLException {
        List<String> paused =
                evidence.all(QUEUES, row -> "%s (%d jobs wait)".formatted(row.getString("queue"), row.getLong("n")));
        return paused.isEmpty()
                ? Finding.ok(name(), "none is paused")
                : Finding.warn(
                        name(),
                        "paused: " + String.join(", ", paused),
                        "If that is not meant, resume them: ControlQueues.resume(queue).");
    }
}
