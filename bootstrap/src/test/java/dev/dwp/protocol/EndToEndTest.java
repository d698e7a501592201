package dev.dwp.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dwp.bootstrap.DemoServer;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The protocol as a client sees it, over the JDK's own WebSocket against a whole server. */
class EndToEndTest {
    private static DemoServer server;
    private static URI uri;

    @BeforeAll
    static void start() {
        server = DemoServer.start();
        uri = server.webSocket();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    @DisplayName("§5 watch:true follows a job from its first event to its final one")
    void watchedJobTellsItsWholeStory() {
        try (WsClient client = WsClient.login(uri, "demo-token")) {
            JsonNode job = client.ask("job.enqueue", """
                    {"name":"send-email","payload":{"to":"a@b.example"},"watch":true}""");
            String channel = job.path("channel").asText();
            assertEquals("job:" + job.path("job_id").asText(), channel);
            assertEquals("job.enqueued", client.event(channel).at("/data/type").asText());
            assertEquals("job.started", client.event(channel).at("/data/type").asText());
            JsonNode last = client.event(channel);
            assertEquals("job.completed", last.at("/data/type").asText());
            assertTrue(last.at("/data/final").asBoolean());
            JsonNode stored = client.ask("job.get", """
                    {"job_id":"%s"}""".formatted(job.path("job_id").asText()));
            assertEquals("completed", stored.path("state").asText());
            assertTrue(stored.at("/result/sent").asBoolean());
        }
    }

    @Test
    @DisplayName("§6 a workflow runs its steps and returns its output")
    void workflowRunsItsSteps() {
        try (WsClient client = WsClient.login(uri, "demo-token")) {
            JsonNode run = client.ask("workflow.start", """
                    {"name":"order-pipeline","input":{"order_id":"O-1","items":["a","b"]},"watch":true}""");
            String channel = run.path("channel").asText();
            client.event(channel, "workflow.completed");
            JsonNode stored = client.ask("workflow.get", """
                    {"run_id":"%s"}""".formatted(run.path("run_id").asText()));
            assertEquals("39.98", stored.at("/output/total").decimalValue().toPlainString());
            JsonNode timeline = client.ask("workflow.timeline", """
                    {"run_id":"%s"}""".formatted(run.path("run_id").asText()));
            assertEquals("validate", timeline.at("/0/step_name").asText());
            assertEquals(4, timeline.size());
        }
    }

    @Test
    @DisplayName("§6 a run waits for an event of its key and gets its payload")
    void runWaitsForItsEvent() {
        try (WsClient client = WsClient.login(uri, "demo-token")) {
            JsonNode run = client.ask("workflow.start", """
                    {"name":"await-payment","input":{"order_id":"O-77","timeout_ms":60000},"watch":true}""");
            String channel = run.path("channel").asText();
            client.event(channel, "workflow.waiting");
            client.ask("workflow.event", """
                    {"name":"payment-received","key":"O-77","payload":{"amount":3}}""");
            client.event(channel, "workflow.completed");
            JsonNode stored = client.ask("workflow.get", """
                    {"run_id":"%s"}""".formatted(run.path("run_id").asText()));
            assertTrue(stored.at("/output/paid").asBoolean());
            assertEquals(3, stored.at("/output/payment/amount").asInt());
        }
    }

    @Test
    @DisplayName("§4.3 another tenant's job does not exist, and its events never arrive")
    void tenantsAreSealedOff() {
        try (WsClient mine = WsClient.login(uri, "demo-token");
                WsClient other = WsClient.login(uri, "other-token")) {
            other.ask("subscribe", """
                    {"channel":"firehose"}""");
            String id = mine.ask("job.enqueue", """
                    {"name":"echo","payload":1}""").path("job_id").asText();
            assertEquals(404, other.errorOf("job.get", """
                    {"job_id":"%s"}""".formatted(id)));
            assertEquals(404, other.errorOf("subscribe", """
                    {"channel":"job:%s"}""".formatted(id)));
            String own = other.ask("job.enqueue", """
                    {"name":"echo","payload":2}""").path("job_id").asText();
            assertEquals(own, other.event("firehose").at("/data/job_id").asText());
            assertFalse(other.leftovers().toString().contains(id));
        }
    }

    @Test
    @DisplayName("§7.3 after a reconnect, after= goes on with the next event: none missing, none twice")
    void resumesAfterTheLastCursorWithoutGapOrRepeat() {
        String last;
        try (WsClient client = WsClient.login(uri, "demo-token")) {
            client.ask("subscribe", """
                    {"channel":"queue:resume"}""");
            client.ask("job.enqueue", """
                    {"name":"echo","queue":"resume","payload":1}""");
            client.event("queue:resume", "job.started");
            last = client.event("queue:resume", "job.completed").path("id").asText();
        }
        try (WsClient client = WsClient.login(uri, "demo-token")) {
            String id = client.ask("job.enqueue", """
                    {"name":"echo","queue":"resume","payload":2}""").path("job_id").asText();
            JsonNode answer = client.ask("subscribe", """
                    {"channel":"queue:resume","after":"%s"}""".formatted(last));
            assertEquals(last, answer.path("cursor").asText());
            for (String type : new String[] {"job.enqueued", "job.started", "job.completed"}) {
                JsonNode event = client.event("queue:resume");
                assertEquals(type, event.at("/data/type").asText());
                assertEquals(id, event.at("/data/job_id").asText());
            }
        }
    }

    @Test
    @DisplayName("§4.1 a first frame that is not auth is 400 and close 1008")
    void firstFrameMustBeAuth() throws Exception {
        try (WsClient client = WsClient.connect(uri)) {
            assertEquals(400, client.errorOf("stats", "{}"));
            assertEquals(1008, client.closeCode());
        }
    }

    @Test
    @DisplayName("§4.1 a wrong token is 401 and close 1008")
    void wrongTokenIsRefused() throws Exception {
        try (WsClient client = WsClient.connect(uri)) {
            assertEquals(401, client.errorOf("auth", """
                    {"token":"nope"}"""));
            assertEquals(1008, client.closeCode());
        }
    }
}
