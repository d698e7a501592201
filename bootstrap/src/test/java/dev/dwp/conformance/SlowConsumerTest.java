package dev.dwp.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Subscribers that do not keep up (PROTOCOL §7.3, §7.4). */
class SlowConsumerTest {
    private static final int JOBS = 2000;
    private static final String PADDING = "x".repeat(2000);

    @Test
    @DisplayName(
            "PROTOCOL §7.4: who reads nothing for a while gets everything afterwards, in order, and holds up nobody")
    void nothingIsDropped() throws Exception {
        try (TestServer server = TestServer.start();
                PausedPeer slow = new PausedPeer(server.uri(), "demo-token");
                WebSocketPeer busy = WebSocketPeer.connect(server.uri(), "demo-token")) {
            slow.send("{\"id\":\"s\",\"type\":\"request\",\"method\":\"subscribe\",\"data\":{\"channel\":\"jobs\"}}");
            slow.read(frame -> frame.path("correl_id").asText().equals("s"));
            String last = "";
            for (int i = 0; i < JOBS; i++) {
                last = busy.call("job.enqueue", failing()).at("/data/job_id").asText();
            }
            server.awaitFinal("demo-token", last);
            long cursor = -1;
            int ended = 0;
            while (ended < JOBS) {
                JsonNode event = slow.read(frame -> frame.path("type").asText().equals("event"));
                assertTrue(cursor < 0 || Data.number(event) > cursor);
                cursor = Data.number(event);
                ended += event.at("/data/final").asBoolean() ? 1 : 0;
            }
        }
    }

    @Test
    @DisplayName("PROTOCOL §7.3, §7.4: whose next event is no longer kept gets 410 with where to go on, and no more")
    void endsWhatHasPassedOutOfRetention() throws Exception {
        try (TestServer server = TestServer.start(Map.of("events.retain", "20"));
                WebSocketPeer peer = WebSocketPeer.connect(server.uri(), "demo-token")) {
            JsonNode subscribed = peer.call("subscribe", Data.of("channel", "jobs", "credits", 1));
            String first = subscribed.at("/data/cursor").asText();
            for (int i = 0; i < 400; i++) {
                peer.call("job.enqueue", Data.of("name", "echo"));
            }
            awaitTrimmed(server, first);
            JsonNode refused = peer.call("subscribe", Data.of("channel", "firehose", "after", first));
            assertEquals(410, refused.at("/error/code").asInt());
            Data.cursor(refused.at("/error/details").asText());
            peer.sendText("{\"type\":\"request\",\"channel\":\"jobs\",\"credits\":1000000}");
            JsonNode ended = peer.await(frame -> frame.path("type").asText().equals("error")
                    && frame.path("channel").asText().equals("jobs"));
            assertEquals(410, ended.at("/error/code").asInt());
            Data.cursor(ended.at("/error/details").asText());
        }
    }

    /** Waits until the server has dropped what came after a cursor: then a stream from there is refused. */
    private static void awaitTrimmed(TestServer server, String cursor) throws Exception {
        for (int status = 0; status != 410; ) {
            try (EventSource events =
                    EventSource.open(server.uri(), "channel=jobs&token=demo-token&after=" + cursor, Map.of())) {
                status = events.status();
            }
        }
    }

    /** Its events carry a long error, so that a few hundred fill any buffer on the way. */
    private static ObjectNode failing() {
        return Data.of("name", "flaky", "max_retries", 0, "payload", Data.of("fail_times", 1, "message", PADDING));
    }
}
