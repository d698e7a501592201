package dev.dwp.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Server-sent events (PROTOCOL §7.5). */
class EventStreamTest {
    private static final Map<String, String> TOKEN = Map.of("Authorization", "Bearer demo-token");
    private static TestServer server;
    private static WebSocketPeer peer;

    @BeforeAll
    static void start() throws Exception {
        server = TestServer.start();
        peer = WebSocketPeer.connect(server.uri(), "demo-token");
    }

    @AfterAll
    static void stop() {
        peer.close();
        server.close();
    }

    @Test
    @DisplayName("PROTOCOL §7.5: each event has the cursor as id, its type as event, and the event frame as data")
    void streamsEvents() throws Exception {
        String queue = TestServer.unique("q");
        try (EventSource events = EventSource.open(server.uri(), "channel=queue:" + queue, TOKEN)) {
            assertEquals("text/event-stream; charset=utf-8", events.header("Content-Type"));
            assertEquals("no-store", events.header("Cache-Control"));
            peer.call("job.enqueue", Data.of("name", "echo", "queue", queue));
            for (String type : List.of("job.enqueued", "job.started", "job.completed")) {
                EventSource.Event event = events.next();
                assertEquals(type, event.name());
                assertEquals(type, event.data().at("/data/type").asText());
                assertEquals(event.data().path("id").asText(), event.id());
                assertEquals("queue:" + queue, event.data().path("channel").asText());
                assertEquals("event", event.data().path("type").asText());
            }
        }
    }

    @Test
    @DisplayName("PROTOCOL §7.5: copies of an event come together, and only the last has an id")
    void copiesComeTogether() throws Exception {
        String queue = TestServer.unique("q");
        try (EventSource events = EventSource.open(
                server.uri(), "channel=jobs&channel=queue:%s&channel=firehose".formatted(queue), TOKEN)) {
            String job = peer.call("job.enqueue", Data.of("name", "echo", "queue", queue))
                    .at("/data/job_id")
                    .asText();
            List<EventSource.Event> copies = new ArrayList<>();
            while (copies.size() < 9) {
                EventSource.Event event = events.next();
                if (event.data().at("/data/job_id").asText().equals(job)) {
                    copies.add(event);
                }
            }
            for (int i = 0; i < 9; i += 3) {
                assertNull(copies.get(i).id());
                assertNull(copies.get(i + 1).id());
                assertNotNull(copies.get(i + 2).id());
                assertEquals(
                        copies.get(i).data().path("id"),
                        copies.get(i + 2).data().path("id"));
            }
        }
    }

    @Test
    @DisplayName("PROTOCOL §7.5: Last-Event-ID continues with the next event and wins over after=")
    void resumes() throws Exception {
        String queue = TestServer.unique("q");
        String job = peer.call("job.enqueue", Data.of("name", "echo", "queue", queue))
                .at("/data/job_id")
                .asText();
        server.awaitFinal("demo-token", job);
        String first;
        try (EventSource events = EventSource.open(server.uri(), "channel=queue:" + queue + "&after=evt-0", TOKEN)) {
            first = events.next().id();
            assertNotNull(first);
        }
        Map<String, String> headers = Map.of("Authorization", "demo-token", "Last-Event-ID", first);
        try (EventSource events = EventSource.open(server.uri(), "channel=queue:" + queue + "&after=evt-0", headers)) {
            assertEquals("job.started", events.next().name());
            assertEquals("job.completed", events.next().name());
        }
    }

    @Test
    @DisplayName("PROTOCOL §7.5, §4.1: errors before the stream starts are HTTP errors with an error frame")
    void refusesBeforeTheStream() throws Exception {
        Map<String, Integer> refusals = Map.of(
                "channel=jobs", 401,
                "channel=jobs&token=wrong", 401,
                "token=demo-token", 400,
                "channel=weather&token=demo-token", 400,
                "channel=job:job_00000000000000000000000000&token=demo-token", 404,
                "channel=jobs&token=demo-token&after=evt-99999999", 400,
                "channel=jobs&token=demo-token&after=yesterday", 400,
                "channel=jobs&token=demo-token&app_id=other-app", 403);
        for (Map.Entry<String, Integer> refusal : refusals.entrySet()) {
            try (EventSource events = EventSource.open(server.uri(), refusal.getKey(), Map.of())) {
                assertEquals(refusal.getValue(), events.status(), refusal.getKey());
                JsonNode frame = events.refusal();
                assertEquals("error", frame.path("type").asText());
                assertEquals(refusal.getValue(), frame.at("/error/code").asInt());
            }
        }
    }

    @Test
    @DisplayName("PROTOCOL §4.1: the query's token goes before the header's, and a wrong one is not rescued")
    void theQuerysTokenGoesFirst() throws Exception {
        try (EventSource events = EventSource.open(server.uri(), "channel=jobs&token=wrong", TOKEN)) {
            assertEquals(401, events.status());
        }
        Map<String, String> wrong = Map.of("Authorization", "Bearer wrong");
        try (EventSource events = EventSource.open(server.uri(), "channel=jobs&token=demo-token", wrong)) {
            assertEquals(200, events.status());
        }
    }

    @Test
    @DisplayName("PROTOCOL §4.2: the stream needs the scope subscribe")
    void needsItsScope() throws Exception {
        try (EventSource events =
                EventSource.open(server.uri(), "channel=jobs&token=" + server.tokenWithoutSubscribe(), Map.of())) {
            assertEquals(403, events.status());
            assertTrue(events.refusal().at("/error/message").asText().contains("subscribe"));
        }
    }
}
