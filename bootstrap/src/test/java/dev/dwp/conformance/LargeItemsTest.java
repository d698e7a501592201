package dev.dwp.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Jobs that are nearly as large as a frame (PROTOCOL §2). */
class LargeItemsTest {
    private static final int FRAME = 1_048_576;
    private static final String LARGE = "x".repeat(700_000);

    @Test
    @DisplayName(
            "PROTOCOL §2: pages stay within a frame, whatever the jobs on them carry; nothing is left out in silence")
    void pagesFitAFrame() throws Exception {
        try (TestServer server = TestServer.start();
                WebSocketPeer peer = WebSocketPeer.connect(server.uri(), "demo-token")) {
            String queue = TestServer.unique("q");
            for (int i = 0; i < 3; i++) {
                String job = peer.call("job.enqueue", Data.of("name", "echo", "queue", queue, "payload", LARGE))
                        .at("/data/job_id")
                        .asText();
                server.awaitFinal("demo-token", job);
            }
            String cursor = null;
            for (int page = 0; page < 3; page++) {
                JsonNode answer = peer.call(
                        "job.list",
                        cursor == null ? Data.of("queue", queue) : Data.of("queue", queue, "cursor", cursor));
                assertTrue(answer.toString().length() <= FRAME);
                JsonNode job = answer.at("/data/jobs/0");
                assertEquals(1, answer.at("/data/jobs").size());
                assertTrue(job.path("payload_omitted").asBoolean()
                        != job.path("result_omitted").asBoolean());
                cursor = answer.at("/data/next_cursor").asText(null);
            }
            assertEquals(null, cursor);
        }
    }
}
