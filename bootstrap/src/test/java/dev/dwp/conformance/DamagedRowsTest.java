package dev.dwp.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A row of the database that cannot be read harms nothing but what it belongs to. */
class DamagedRowsTest {
    @TempDir
    Path folder;

    private TestServer server;
    private WebSocketPeer peer;

    @BeforeEach
    void start() throws Exception {
        server = TestServer.start(Map.of("store", "sqlite:" + folder.resolve("dwp.db")));
        peer = WebSocketPeer.connect(server.uri(), "ops-token");
    }

    @AfterEach
    void stop() {
        peer.close();
        server.close();
    }

    private void damage(String table, String id, String column, @Nullable String text) throws Exception {
        String key = table.equals("dwp_entry") ? "run_id" : "id";
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("dwp.db"));
                PreparedStatement update = connection.prepareStatement(
                        "UPDATE %s SET %s = ? WHERE %s = ?".formatted(table, column, key))) {
            connection.createStatement().execute("PRAGMA busy_timeout = 10000");
            update.setString(1, text);
            update.setString(2, id);
            assertTrue(update.executeUpdate() > 0);
        }
    }

    /** Cuts off the end of the line of each event. */
    private void damageEvents() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("dwp.db"));
                Statement update = connection.createStatement()) {
            update.execute("PRAGMA busy_timeout = 10000");
            assertTrue(
                    update.executeUpdate("UPDATE dwp_segment SET events = replace(events, '}' || char(10), char(10))")
                            > 0);
        }
    }

    private String enqueue(String queue) throws Exception {
        return peer.call("job.enqueue", Data.of("name", "echo", "queue", queue, "payload", 1))
                .at("/data/job_id")
                .asText();
    }

    private JsonNode ended(String method, String idName, String id) throws Exception {
        server.awaitFinal("ops-token", id);
        return peer.call(method, Data.of(idName, id)).path("data");
    }

    @Test
    @DisplayName("PROTOCOL §5: jobs that cannot be read fail by themselves with a sentence; claims and lists go on")
    void jobsFailByThemselves() throws Exception {
        String queue = TestServer.unique("q");
        peer.call("queue.pause", Data.of("queue", queue));
        Map<String, String> columns = Map.of(
                "payload", "{\"n\":",
                "attempts", "[{}]",
                "timeout", "for ever",
                "first_delay", "?",
                "state", "unheard");
        for (Map.Entry<String, String> column : columns.entrySet()) {
            damage("dwp_job", enqueue(queue), column.getKey(), column.getValue());
        }
        String sound = enqueue(queue);
        JsonNode listed = peer.call("job.list", Data.of("queue", queue)).at("/data/jobs");
        assertEquals(columns.size() + 1, listed.size());
        peer.call("queue.resume", Data.of("queue", queue));
        assertEquals(
                "completed", ended("job.get", "job_id", sound).path("state").asText());
        for (JsonNode job : listed) {
            String id = job.path("id").asText();
            if (!id.equals(sound)) {
                JsonNode failed = ended("job.get", "job_id", id);
                assertEquals("failed", failed.path("state").asText(), failed.toString());
                String error = failed.path("last_error").asText();
                assertTrue(error.contains("What is stored cannot be read"), error);
            }
        }
    }

    @Test
    @DisplayName("PROTOCOL §6: a run that cannot be read fails by itself with a sentence; others go on")
    void runsFailByThemselves() throws Exception {
        String input = waiting("damaged-input");
        damage("dwp_run", input, "input", "nonsense");
        String parent = waiting("damaged-parent");
        damage("dwp_run", parent, "parent_id", "nobody");
        String sound = waiting("sound");
        assertEquals(
                3,
                peer.call("workflow.list", Data.of("name", "await-payment"))
                        .at("/data/runs")
                        .size());
        for (String key : List.of("damaged-input", "damaged-parent", "sound")) {
            peer.call(
                    "workflow.event", Data.of("name", "payment-received", "key", key, "payload", Data.of("amount", 1)));
        }
        assertEquals(
                "completed",
                ended("workflow.get", "run_id", sound).path("state").asText());
        for (String damaged : List.of(input, parent)) {
            JsonNode failed = ended("workflow.get", "run_id", damaged);
            assertEquals("failed", failed.path("state").asText());
            assertTrue(failed.path("error").asText().contains("What is stored cannot be read"), failed.toString());
        }
    }

    @Test
    @DisplayName("PROTOCOL §5, §6: rows whose columns contradict each other are shown, with a sentence")
    void contradictoryRowsAreShown() throws Exception {
        String job = enqueue(TestServer.unique("q"));
        server.awaitFinal("ops-token", job);
        damage("dwp_job", job, "completed_at", null);
        JsonNode ended = peer.call("job.get", Data.of("job_id", job)).path("data");
        assertEquals("completed", ended.path("state").asText(), ended.toString());
        assertEquals(ended.path("updated_at"), ended.path("completed_at"));
        assertTrue(
                ended.path("last_error").asText().contains("without an instant at which it ended"), ended.toString());

        damage("dwp_job", job, "state", "running");
        JsonNode running = peer.call("job.get", Data.of("job_id", job)).path("data");
        assertEquals("running", running.path("state").asText(), running.toString());
        assertTrue(running.path("last_error").asText().contains("without a lease"), running.toString());

        String run = peer.call("workflow.start", Data.of("name", "nap", "input", Data.of("ms", 1)))
                .at("/data/run_id")
                .asText();
        server.awaitFinal("ops-token", run);
        damage("dwp_run", run, "completed_at", null);
        JsonNode completed = peer.call("workflow.get", Data.of("run_id", run)).path("data");
        assertEquals("completed", completed.path("state").asText(), completed.toString());
        assertTrue(completed.path("error").asText().contains("without an instant at which it ended"));
    }

    private String waiting(String order) throws Exception {
        String id = peer.call("workflow.start", Data.of("name", "await-payment", "input", Data.of("order_id", order)))
                .at("/data/run_id")
                .asText();
        try (EventSource events = EventSource.open(
                server.uri(), "channel=workflow:%s&after=evt-0".formatted(id), Map.of("Authorization", "ops-token"))) {
            while (!events.next().name().equals("workflow.waiting")) {
                // it has only begun
            }
        }
        return id;
    }

    @Test
    @DisplayName("PROTOCOL §6, §7.3: entries and events that cannot be read are shown as stubs, and nothing ends there")
    void timelinesAndEventsShowStubs() throws Exception {
        String run = peer.call("workflow.start", Data.of("name", "nap", "input", Data.of("ms", 1)))
                .at("/data/run_id")
                .asText();
        server.awaitFinal("ops-token", run);
        damage("dwp_entry", run, "kind", "unheard");
        damageEvents();
        JsonNode entries =
                peer.call("workflow.timeline", Data.of("run_id", run)).path("data");
        assertTrue(entries.get(0).path("error").asText().contains("What is stored cannot be read"), entries.toString());
        server.close();
        server = TestServer.start(Map.of("store", "sqlite:" + folder.resolve("dwp.db")));
        try (EventSource events =
                EventSource.open(server.uri(), "channel=firehose&after=evt-0", Map.of("Authorization", "ops-token"))) {
            assertEquals("event.unreadable", events.next().name());
        }
    }
}
