package dev.dwp.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.benchmarks.figures.Rounds;
import dev.dwp.benchmarks.machine.Backend;
import dev.dwp.benchmarks.machine.Bench;
import dev.dwp.benchmarks.scenario.Growth;
import dev.dwp.benchmarks.scenario.Plan;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The server as this build has made it: {@code verify} has its jar by now, {@code test} has that of the last build. */
@DisplayName("A benchmark measures the server as a process")
class ServerTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final int STORED = 500;
    private static final int JOBS = 100;
    private static final Duration LIMIT = Duration.ofSeconds(1);

    /** Whether the counts that the store keeps are those of its jobs. */
    private static final String MISCOUNTED = """
            SELECT
                (SELECT COUNT(*) FROM (SELECT state, COUNT(*) AS n FROM dwp_job GROUP BY state
                    EXCEPT SELECT state, SUM(n) FROM dwp_job_count GROUP BY state)) AS wrong,
                (SELECT COUNT(*) FROM dwp_job) AS jobs,
                (SELECT head - (SELECT MAX(last_n) FROM dwp_segment) FROM dwp_log) AS lost
            """;

    @TempDir
    Path work;

    /** It has two servers to start, which takes its time on a busy machine. */
    @Test
    @Timeout(180)
    void onAStoreThatIsFullOfJobs() throws Exception {
        Plan small = new Plan(1, Duration.ofMillis(100), JOBS, List.of(Backend.SQLITE), List.of(STORED), LIMIT);
        Rounds rounds;
        try (Bench bench = new Bench(ROOT, work)) {
            rounds = new Growth().run(bench, small);
        }
        Map<String, Double> medians =
                rounds.medians(rounds.samples().keySet().iterator().next());
        assertTrue(medians.values().stream().allMatch(value -> value >= 0), medians::toString);
        assertTrue(medians.containsKey("worked off/s") && medians.containsKey("explain ms"), medians::toString);
        assertTheStoreIsSound(work.resolve("bench0.db"));
    }

    private static void assertTheStoreIsSound(Path file) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(MISCOUNTED)) {
            assertEquals(0, row.getInt("wrong"));
            assertEquals(0, row.getInt("lost"));
            assertTrue(row.getInt("jobs") > 2 * STORED + 2 * JOBS);
        }
    }
}
