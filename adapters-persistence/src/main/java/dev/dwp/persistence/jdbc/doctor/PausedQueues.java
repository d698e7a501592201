package dev.dwp.persistence.jdbc.doctor;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** Queues of which nothing starts because somebody paused them, and what waits there. */
final class PausedQueues implements Check {
    private static final String QUEUES = """
            SELECT paused.queue, CAST(COALESCE(SUM(counted.n), 0) AS BIGINT) AS waiting
            FROM dwp_paused_queue paused
            LEFT JOIN dwp_job_count counted ON counted.queue = paused.queue AND counted.place IN ('due', 'later')
            GROUP BY paused.queue ORDER BY paused.queue
            """;

    private record Queue(String name, long waiting) {
        static Queue read(ResultSet row) throws SQLException {
            return new Queue(row.getString("queue"), row.getLong("waiting"));
        }

        @Override
        public String toString() {
            return "%s (%d jobs wait)".formatted(name, waiting);
        }
    }

    @Override
    public String name() {
        return "queues";
    }

    @Override
    public Finding examine(Evidence evidence) throws SQLException {
        List<Queue> paused = evidence.all(QUEUES, Queue::read);
        if (paused.isEmpty()) {
            return Finding.ok(name(), "none is paused");
        }
        String seen = "paused: " + paused.stream().map(Queue::toString).collect(Collectors.joining(", "));
        return paused.stream().allMatch(queue -> queue.waiting() == 0)
                ? Finding.ok(name(), seen)
                : Finding.warn(name(), seen, "If that is not meant, resume them: ControlQueues.resume(queue).");
    }
}
