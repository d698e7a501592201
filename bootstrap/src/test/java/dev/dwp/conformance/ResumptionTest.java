package dev.dwp.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Going on where events are no longer kept, and beginning with the oldest that are (PROTOCOL §7.3, §7.5). */
class ResumptionTest {
    private static final Map<String, String> TOKEN = Map.of("Authorization", "Bearer demo-token");
    private static TestServer server;
    private static WebSocketPeer peer;

    /** The cursor before the first event, which is dropped before the tests begin. */
    private static String expired = "";

    @BeforeAll
    static void start() throws Exception {
        server = TestServer.start(Map.of("events.retain", "20"));
        peer = WebSocketPeer.connect(server.uri(), "demo-token");
        expired = peer.call("subscribe", Data.of("channel", "firehose"))
                .at("/data/cursor")
                .asText();
        peer.call("unsubscribe", Data.of("channel", "firehose"));
        String last = "";
        for (int i = 0; i < 100; i++) {
            last = peer.call("job.enqueue", Data.of("name", "echo"))
                    .at("/data/job_id")
                    .asText();
        }
        peer.call("job.get", Data.of("job_id", last, "wait_ms", 60_000));
        for (int status = 0; status != 410; ) {
            try (EventSource events = EventSource.open(server.uri(), "channel=jobs&after=" + expired, TOKEN)) {
                status = events.status();
            }
        }
    }

    @AfterAll
    static void stop() {
        peer.close();
        server.close();
    }

    @Test
    @DisplayName("PROTOCOL §7.3: after the cursor in the details of a 410 comes everything that is kept")
    void detailsAreTheCursorToGoOnFrom() throws Exception {
        try (WebSocketPeer peer = WebSocketPeer.connect(server.uri(), "demo-token")) {
            JsonNode refused = peer.call("subscribe", Data.of("channel", "jobs", "after", expired));
            assertEquals(410, refused.at("/error/code").asInt());
            String details = refused.at("/error/details").asText();
            JsonNode reply = peer.call("subscribe", Data.of("channel", "jobs", "after", details));
            assertEquals(details, reply.at("/data/cursor").asText());
            assertEquals(Data.cursor(details) + 1, Data.number(peer.event()));
        }
    }

    @Test
    @DisplayName("PROTOCOL §7.3: after oldest begins with the oldest kept event, on WebSocket and SSE")
    void beginsWithTheOldest() throws Exception {
        try (WebSocketPeer peer = WebSocketPeer.connect(server.uri(), "demo-token")) {
            JsonNode reply = peer.call("subscribe", Data.of("channel", "jobs", "after", "oldest"));
            assertFalse(reply.path("data").has("snapshot"));
            JsonNode first = peer.event();
            assertEquals(Data.cursor(reply.at("/data/cursor").asText()) + 1, Data.number(first));
            try (EventSource events = EventSource.open(server.uri(), "channel=jobs&after=oldest", TOKEN)) {
                assertEquals(first.path("id").asText(), events.next().id());
            }
        }
    }

    @Test
    @DisplayName(
            "PROTOCOL §7.5: a Last-Event-ID that has expired is a gap to be told of, and the stream goes on behind it")
    void tellsOfAGap() throws Exception {
        Map<String, String> headers = Map.of("Authorization", "demo-token", "Last-Event-ID", expired);
        try (EventSource events = EventSource.open(server.uri(), "channel=jobs&after=oldest", headers)) {
            assertEquals(200, events.status());
            EventSource.Event gap = events.next();
            assertEquals("gap", gap.name());
            assertEquals("error", gap.data().path("type").asText());
            assertEquals(410, gap.data().at("/error/code").asInt());
            assertEquals(gap.data().at("/error/details").asText(), gap.id());
            EventSource.Event first = events.next();
            assertNotEquals("gap", first.name());
            assertEquals(Data.cursor(String.valueOf(gap.id())) + 1, Data.number(first.data()));
        }
    }

    @Test
    @DisplayName("PROTOCOL §7.5: a Last-Event-ID that was never given out is 400, and after= is no gap but 410")
    void onlyAnExpiredLastEventIdIsAGap() throws Exception {
        Map<String, String> headers =
                Map.of("Authorization", "demo-token", "Last-Event-ID", "evt-" + Long.MAX_VALUE / 10);
        try (EventSource events = EventSource.open(server.uri(), "channel=jobs", headers)) {
            assertEquals(400, events.status());
        }
        try (EventSource events = EventSource.open(server.uri(), "channel=jobs&after=" + expired, TOKEN)) {
            assertEquals(410, events.status());
        }
    }

    @Test
    @DisplayName("PROTOCOL §7.5: retry comes first, and no empty line follows it")
    void retryIsNotFollowedByAnEmptyLine() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        server.uri().resolve("/dwp/sse?channel=jobs&after=oldest&token=demo-token"))
                .build();
        HttpResponse<InputStream> response =
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            assertEquals("retry: 2000", lines.readLine());
            assertTrue(lines.readLine().startsWith("id: evt-"));
        }
    }
}
