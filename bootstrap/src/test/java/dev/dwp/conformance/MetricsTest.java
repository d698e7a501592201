package dev.dwp.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** {@code GET /metrics} after real traffic, against docs/operations.md. */
@DisplayName("PROTOCOL §1: /metrics")
class MetricsTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(dwp_\\w+)` \\| (\\w+) \\| (.*?) ?\\| .* \\|$");
    private static final Pattern NAME = Pattern.compile("`(\\w+)`");

    private static TestServer server;
    private static WebSocketPeer peer;
    private static MetricsPage page;

    @BeforeAll
    static void start() throws Exception {
        server = TestServer.start(Map.of("queue.mail.concurrency", "2", "queue.closed.paused", "true"));
        peer = WebSocketPeer.connect(server.uri(), "demo-token");
        peer.call("subscribe", Data.of("channel", "firehose"));
        enqueue(Data.of("name", "charge-payment", "payload", Data.of("order_id", "secret-order", "amount", 1)));
        enqueue(Data.of("name", "send-email", "payload", Data.of("to", "secret@example.org"), "queue", "mail"));
        enqueue(Data.of("name", "send-email", "payload", Data.of("to", "x"), "queue", "clients-own-name"));
        enqueue(Data.of("name", "flaky", "payload", Data.of("fail_times", 1)));
        peer.call("job.enqueue", Data.of("name", "echo", "queue", "closed"));
        run("order-pipeline", Data.of("order_id", "secret-order", "items", List.of("a")));
        run("booking-saga", Data.of("trip_id", "t", "fail_at", "reserve-flight"));
        run("nap", Data.of("ms", 1));
        pay();
        peer.call("made.up.by.a.client", null);
        run("batch-process", Data.of("item_ids", List.of("i", "j")));
        page = MetricsPage.await(server.uri(), MetricsTest::complete);
    }

    /** Whether the last that have ended are counted, each of them: its client may hear of it before. */
    private static boolean complete(MetricsPage now) {
        return now.value("dwp_worker_jobs") == 0 && ended(now, "batch-process", 1) && ended(now, "process-item", 2);
    }

    private static boolean ended(MetricsPage now, String workflow, int runs) {
        String[] labels = {"workflow", workflow, "state", "completed"};
        return now.has("dwp_workflow_runs_ended_total", labels)
                && now.value("dwp_workflow_runs_ended_total", labels) == runs;
    }

    private static void enqueue(ObjectNode job) throws Exception {
        await(peer.call("job.enqueue", job).at("/data/job_id").asText());
    }

    private static void run(String workflow, ObjectNode input) throws Exception {
        await(started(workflow, input));
    }

    private static String started(String workflow, ObjectNode input) throws Exception {
        ObjectNode start = Data.of("name", workflow, "input", input);
        return peer.call("workflow.start", start).at("/data/run_id").asText();
    }

    private static void pay() throws Exception {
        String run = started("await-payment", Data.of("order_id", "secret-order"));
        peer.await(frame -> frame.at("/data/type").asText().equals("workflow.waiting")
                && frame.at("/data/run_id").asText().equals(run));
        peer.call("workflow.event", Data.of("name", "payment-received", "key", "secret-order"));
        await(run);
    }

    private static void await(String id) throws Exception {
        server.awaitFinal("demo-token", id);
    }

    @AfterAll
    static void stop() {
        peer.close();
        server.close();
    }

    @Test
    @DisplayName("shows every metric of the manual, as what it says it is, and no other of its own")
    void theManualHasEveryMetricAndNoOther() throws Exception {
        Map<String, MetricsPage.Form> documented = new TreeMap<>();
        String manual = Files.readString(Path.of("..", "docs", "operations.md"));
        ROW.matcher(manual).results().forEach(row -> documented.put(row.group(1), form(row)));
        Map<String, MetricsPage.Form> exposed = new TreeMap<>(page.forms());
        exposed.keySet().removeIf(name -> !name.startsWith("dwp_"));
        assertTrue(documented.size() > 30, documented::toString);
        assertEquals(documented, exposed);
    }

    private static MetricsPage.Form form(MatchResult row) {
        TreeSet<String> labels = new TreeSet<>();
        NAME.matcher(row.group(3)).results().forEach(label -> labels.add(label.group(1)));
        return new MetricsPage.Form(row.group(2), labels);
    }

    @Test
    @DisplayName(
            "names no tenant and nothing that a client named: queues of the configuration, handlers, and methods that exist")
    void tellsNothingOfTenants() {
        assertEquals(Set.of("default", "mail", "closed", "other"), page.texts("queue"));
        assertEquals(Set.of("charge-payment", "flaky", "send-email"), page.texts("job"));
        assertEquals(
                Set.of("await-payment", "batch-process", "booking-saga", "nap", "order-pipeline", "process-item"),
                page.texts("workflow"));
        assertEquals(
                Set.of("auth", "job.enqueue", "subscribe", "unknown", "workflow.event", "workflow.start"),
                page.texts("method"));
        for (String secret :
                List.of("kitchen-sink", "demo-org", "demo-user", "clients-own-name", "secret", "made.up")) {
            assertFalse(page.text().contains(secret), secret);
        }
    }

    @Test
    @DisplayName("counts requests by method and code, those that fail and those that authenticate too")
    void countsRequests() {
        assertEquals(1, page.value("dwp_requests_total", "method", "auth", "code", "200"));
        assertEquals(1, page.value("dwp_requests_total", "method", "unknown", "code", "405"));
        assertEquals(5, page.value("dwp_requests_total", "method", "job.enqueue", "code", "200"));
        assertEquals(5, page.value("dwp_request_seconds_count", "method", "job.enqueue"));
    }

    @Test
    @DisplayName("counts attempts by job and outcome, and how long they waited by queue")
    void countsAttempts() {
        assertEquals(2, page.value("dwp_job_attempts_total", "job", "send-email", "outcome", "completed"));
        assertEquals(1, page.value("dwp_job_attempts_total", "job", "flaky", "outcome", "retried"));
        assertEquals(1, page.value("dwp_job_attempts_total", "job", "flaky", "outcome", "completed"));
        assertEquals(2, page.value("dwp_job_run_seconds_count", "job", "flaky"));
        assertEquals(1, page.value("dwp_job_wait_seconds_count", "queue", "mail"));
        assertEquals(3, page.value("dwp_job_wait_seconds_count", "queue", "default"));
        assertTrue(page.value("dwp_job_run_seconds_sum", "job", "send-email") > 0.2, "each takes 100 ms");
    }

    @Test
    @DisplayName("counts what workflows did, and what signals, clocks and children did to them")
    void countsWorkflows() {
        assertEquals(1, page.value("dwp_workflow_runs_ended_total", "workflow", "booking-saga", "state", "failed"));
        assertEquals(2, page.value("dwp_workflow_runs_ended_total", "workflow", "process-item", "state", "completed"));
        assertEquals(1, page.value("dwp_workflow_run_seconds_count", "workflow", "nap"));
        assertEquals(4, entries("order-pipeline", "step", "completed"));
        assertEquals(1, entries("booking-saga", "step", "failed"));
        assertEquals(1, entries("booking-saga", "compensation", "completed"));
        assertEquals(1, entries("nap", "sleep", "completed"));
        assertEquals(1, entries("await-payment", "wait", "completed"));
        assertEquals(2, entries("batch-process", "child", "completed"));
        assertEquals(1, page.value("dwp_workflow_entry_seconds_count", "kind", "wait"));
    }

    private static double entries(String workflow, String kind, String state) {
        return page.value("dwp_workflow_entries_total", "workflow", workflow, "kind", kind, "state", state);
    }

    @Test
    @DisplayName("shows what the store holds")
    void showsTheStore() {
        assertEquals(1, page.value("dwp_store_up"));
        assertTrue(page.value("dwp_jobs", "state", "completed") >= 4);
        assertEquals(0, page.value("dwp_jobs", "state", "failed"));
        assertEquals(1, page.value("dwp_queue_jobs", "queue", "closed", "state", "waiting"));
        assertEquals(0, page.value("dwp_queue_jobs", "queue", "mail", "state", "waiting"));
        assertEquals(1, page.value("dwp_workflow_runs", "state", "failed"));
        assertEquals(6, page.value("dwp_workflow_runs", "state", "completed"));
        double kept = page.value("dwp_event_log_events");
        assertTrue(kept > 30);
        assertEquals(page.value("dwp_event_log_head") - kept + 1, page.value("dwp_event_log_oldest"));
        assertTrue(page.value("dwp_event_log_oldest_age_seconds") > 0);
    }

    @Test
    @DisplayName("shows the node and its JVM")
    void showsTheNode() {
        assertEquals(64, page.value("dwp_worker_places"));
        assertEquals(0, page.value("dwp_worker_jobs"));
        assertEquals(0, page.value("dwp_worker_jobs_abandoned"));
        assertEquals(1, page.value("dwp_sessions"));
        assertTrue(page.value("dwp_http_connections") >= 2, "the WebSocket and the scrape");
        assertTrue(page.value("jvm_memory_used_bytes", "area", "heap") > 0);
        assertTrue(page.value("process_open_fds") > 0);
        assertTrue(page.value("process_start_time_seconds") > 0);
        assertTrue(page.forms().keySet().containsAll(Set.of("jvm_gc_collection_seconds", "jvm_threads_current")));
    }
}
