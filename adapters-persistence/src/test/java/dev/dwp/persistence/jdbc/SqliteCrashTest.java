package dev.dwp.persistence.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.application.port.out.Store;
import dev.dwp.application.thread.SupervisedThreads;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobState;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is killed while it works loses nothing that it acknowledged. */
class SqliteCrashTest {
    private static final int ROUNDS = 3;
    private static final int ACKNOWLEDGEMENTS = 1_500;

    @TempDir
    Path folder;

    @Test
    @DisplayName("PROTOCOL §7.3 what was acknowledged is there after kill -9, and the log tells of it")
    void keepsWhatWasAcknowledged() throws Exception {
        Path file = folder.resolve("dwp.db");
        Map<String, Set<String>> acknowledged = new HashMap<>();
        for (int round = 1; round <= ROUNDS; round++) {
            for (String line : ServerProcess.workUntilKilled(file.toString(), ACKNOWLEDGEMENTS)) {
                String[] words = line.split(" ", 2);
                acknowledged.computeIfAbsent(words[0], what -> new HashSet<>()).add(words[1]);
            }
            check(file, acknowledged);
        }
    }

    private static void check(Path file, Map<String, Set<String>> acknowledged) throws Exception {
        try (Store store = JdbcStores.sqlite(file, Formats.JSON, InstantSource.system(), new SupervisedThreads())) {
            Consistency consistency = new Consistency(store);
            Map<String, Job> jobs = new HashMap<>();
            consistency.jobs().forEach(job -> jobs.put(job.id().text(), job));
            acknowledged.get("enqueued").forEach(id -> assertTrue(jobs.containsKey(id), id + " was lost."));
            acknowledged.get("completed").forEach(id -> assertEquals(JobState.COMPLETED, state(jobs, id)));
            acknowledged.get("cancelled").forEach(id -> assertEquals(JobState.CANCELLED, state(jobs, id)));
            acknowledged.get("claimed").forEach(id -> assertFalse(state(jobs, id) == JobState.PENDING, id));
            consistency.check();
        }
        assertEquals(Set.of(), missing(file, acknowledged.get("kept")));
    }

    private static JobState state(Map<String, Job> jobs, String id) {
        return jobs.get(id).state();
    }

    private static Set<String> missing(Path file, Set<String> kept) throws Exception {
        Set<String> missing = new HashSet<>(kept);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement();
                ResultSet signals = statement.executeQuery("SELECT id FROM dwp_signal")) {
            while (signals.next()) {
                missing.remove(signals.getString(1));
            }
        }
        return missing;
    }
}
