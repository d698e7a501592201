package dev.dwp.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Channels on a session (PROTOCOL §7). */
class SubscriptionTest {
    private static TestServer server;

    @BeforeAll
    static void start() throws Exception {
        server = TestServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    @DisplayName("PROTOCOL §7.2, §7.3: the events of a job come in order, with its data, the last one final")
    void followsAJobThroughItsLife() throws Exception {
        try (WebSocketPeer peer = WebSocketPeer.connect(server.uri(), "demo-token")) {
            String queue = TestServer.unique("q");
            peer.call("subscribe", Data.of("channel", "queue:" + queue));
            JsonNode job = peer.call(
                            "job.enqueue",
                            Data.of("name", "send-email", "queue", queue, "payload", Data.of("to", "a@b.c")))
                    .path("data");
            List<JsonNode> events = peer.events(3);
            assertEquals(List.of("job.enqueued", "job.started", "job.completed"), types(events));
            for (JsonNode event : events) {
                assertEquals("queue:" + queue, event.path("channel").asText());
                JsonNode data = event.path("data");
                assertEquals(job.path("job_id").asText(), data.path("job_id").asText());
                assertEquals("send-email", data.path("job_name").asText());
                assertEquals("kitchen-sink", data.path("scope_app_id").asText());
                assertEquals(
                        "job:" + job.path("job_id").asText(), data.path("topic").asText());
            }
            assertTrue(Data.number(events.get(0)) < Data.number(events.get(1)));
            assertTrue(Data.number(events.get(1)) < Data.number(events.get(2)));
            assertFalse(events.get(1).path("data").has("final"));
            assertTrue(events.get(2).path("data").path("final").asBoolean());
        }
    }

    @Test
    @DisplayName("PROTOCOL §7.2: an event that matches three channels arrives three times, once under each name")
    void arrivesOnceForEachChannel() throws Exception {
        try (WebSocketPeer peer = WebSocketPeer.connect(server.uri(), "demo-token")) {
            String queue = TestServer.unique("q");
            List<String> channels = List.of("jobs", "firehose", "queue:" + queue);
            for (String channel : channels) {
                peer.call("subscribe", Data.of("channel", channel));
            }
            String job = peer.call("job.enqueue", Data.of("name", "echo", "queue", queue))
                    .at("/data/job_id")
                    .asText();
            Set<String> seen = new HashSet<>();
            for (int i = 0; i < 3; i++) {
                JsonNode event =
                        peer.await(frame -> frame.at("/data/type").asText().equals("job.completed")
                                && frame.at("/data/job_id").asText().equals(job));
                seen.add(event.path("channel").asText());
            }
            assertEquals(Set.copyOf(channels), seen);
        }
    }

    @Test
    @DisplayName("PROTOCOL §7.3: after a reconnect, after=… continues with the next event, none missing, none twice")
    void resumesAfterTheLastCursorWithoutGapOrRepeat() throws Exception {
        String queue = TestServer.unique("q");
        List<JsonNode> all = new ArrayList<>();
        try (WebSocketPeer peer = WebSocketPeer.connect(server.uri(), "demo-token")) {
            peer.call("subscribe", Data.of("channel", "queue:" + queue));
            peer.call("job.enqueue", Data.of("name", "echo", "queue", queue));
            all.addAll(peer.events(2));
        }
        try (WebSocketPeer peer = WebSocketPeer.connect(server.uri(), "demo-token")) {
            for (int i = 0; i < 20; i++) {
                peer.call("job.enqueue", Data.of("name", "echo", "queue", queue));
            }
            JsonNode reply = peer.call(
                    "subscribe",
                    Data.of(
                            "channel",
                            "queue:" + queue,
                            "after",
                            all.getLast().path("id").asText()));
            assertEquals(
                    all.getLast().path("id").asText(), reply.at("/data/cursor").asText());
            assertFalse(reply.path("data").has("snapshot"));
            all.addAll(peer.events(61));
        }
        List<Long> numbers = all.stream().map(Data::number).toList();
        assertEquals(numbers.stream().sorted().distinct().toList(), numbers);
        assertEquals(
                21,
                all.stream()
                        .filter(event -> event.at("/data/final").asBoolean())
                        .count());
    }

    @Test
    @DisplayName("PROTOCOL §7.3: no event precedes the subscribe response, none follows the unsubscribe response")
    void eventsStayBetweenTheResponses() throws Exception {
        try (WebSocketPeer busy = WebSocketPeer.connect(server.uri(), "demo-token");
                WebSocketPeer peer = WebSocketPeer.connect(server.uri(), "demo-token")) {
            String queue = TestServer.unique("q");
            Thread load = Thread.ofVirtual().start(() -> {
                for (int i = 0; i < 300; i++) {
                    busy.request("job.enqueue", Data.of("name", "echo", "queue", queue, "id", i));
                }
            });
            for (int round = 0; round < 10; round++) {
                String subscribe = peer.request("subscribe", Data.of("channel", "queue:" + queue));
                JsonNode first = peer.await(frame -> true);
                assertEquals(subscribe, first.path("correl_id").asText());
                String unsubscribe = peer.request("unsubscribe", Data.of("channel", "queue:" + queue));
                long last = Data.cursor(first.at("/data/cursor").asText());
                for (JsonNode frame = peer.await(any -> true);
                        !frame.path("correl_id").asText().equals(unsubscribe);
                        frame = peer.await(any -> true)) {
                    assertTrue(Data.number(frame) > last);
                    last = Data.number(frame);
                }
                peer.call("ping-like.unknown", null);
                assertEquals(List.of(), peer.unread());
            }
            load.join();
        }
    }

    @Test
    @DisplayName("PROTOCOL §7.4: credits cap what is sent until more are granted; grants get no answer")
    void creditsCapWhatIsSent() throws Exception {
        try (WebSocketPeer peer = WebSocketPeer.connect(server.uri(), "demo-token")) {
            String queue = TestServer.unique("q");
            peer.call("subscribe", Data.of("channel", "queue:" + queue, "credits", 2));
            String job = peer.call("job.enqueue", Data.of("name", "echo", "queue", queue))
                    .at("/data/job_id")
                    .asText();
            assertEquals(List.of("job.enqueued", "job.started"), types(peer.events(2)));
            server.awaitFinal("demo-token", job);
            peer.call("job.list", null);
            assertEquals(List.of(), peer.unread());
            peer.sendText("{\"type\":\"request\",\"credits\":1,\"channel\":\"queue:%s\"}".formatted(queue));
            assertEquals("job.completed", peer.event().at("/data/type").asText());
            peer.call("job.list", null);
            assertEquals(List.of(), peer.unread());
        }
    }

    @Test
    @DisplayName("PROTOCOL §7.4: subscribing again replaces after and credits and never doubles")
    void subscribingAgainReplaces() throws Exception {
        try (WebSocketPeer peer = WebSocketPeer.connect(server.uri(), "demo-token")) {
            String queue = TestServer.unique("q");
            peer.call("subscribe", Data.of("channel", "queue:" + queue, "credits", 1));
            peer.call("subscribe", Data.of("channel", "queue:" + queue));
            peer.call("job.enqueue", Data.of("name", "echo", "queue", queue));
            List<JsonNode> events = peer.events(3);
            assertEquals(List.of("job.enqueued", "job.started", "job.completed"), types(events));
            peer.call("subscribe", Data.of("channel", "queue:" + queue, "after", "evt-0"));
            assertEquals(events, peer.events(3));
            peer.call("job.list", null);
            assertEquals(List.of(), peer.unread());
        }
    }

    @Test
    @DisplayName("PROTOCOL §5: watch:true subscribes before any event of the new job or run")
    void watchesFromTheFirstEvent() throws Exception {
        try (WebSocketPeer peer = WebSocketPeer.connect(server.uri(), "demo-token")) {
            JsonNode job = peer.call("job.enqueue", Data.of("name", "echo", "watch", true))
                    .path("data");
            assertEquals(
                    "job:" + job.path("job_id").asText(), job.path("channel").asText());
            Data.cursor(job.path("cursor").asText());
            assertEquals(List.of("job.enqueued", "job.started", "job.completed"), types(peer.events(3)));
            JsonNode run = peer.call("workflow.start", Data.of("name", "nap", "input", Data.of("ms", 1), "watch", true))
                    .path("data");
            assertEquals(
                    "workflow:" + run.path("run_id").asText(),
                    run.path("channel").asText());
            assertEquals("workflow.started", peer.event().at("/data/type").asText());
            assertTrue(peer.await(frame -> frame.at("/data/final").asBoolean())
                    .at("/data/type")
                    .asText()
                    .equals("workflow.completed"));
        }
    }

    @Test
    @DisplayName("PROTOCOL §5: watch:true on a job that a key names misses no end that the answer does not tell")
    void watchesWhatExistsToItsEnd() throws Exception {
        try (WebSocketPeer peer = WebSocketPeer.connect(server.uri(), "demo-token")) {
            for (int i = 0; i < 30; i++) {
                String key = TestServer.unique("watched");
                peer.call("job.enqueue", Data.of("name", "echo", "key", key));
                JsonNode job = peer.call("job.enqueue", Data.of("name", "echo", "key", key, "watch", true))
                        .path("data");
                if (!job.path("state").asText().equals("completed")) {
                    peer.await(frame -> frame.at("/data/final").asBoolean()
                            && frame.path("channel").equals(job.path("channel")));
                }
                peer.call("unsubscribe", Data.of("channel", job.path("channel").asText()));
            }
        }
    }

    @Test
    @DisplayName("PROTOCOL §5: the snapshot is the run as of the cursor, and what follows is what came after it")
    void theSnapshotMeetsTheEvents() throws Exception {
        try (WebSocketPeer peer = WebSocketPeer.connect(server.uri(), "demo-token")) {
            for (int i = 0; i < 20; i++) {
                String job = peer.call("job.enqueue", Data.of("name", "echo"))
                        .at("/data/job_id")
                        .asText();
                JsonNode reply =
                        peer.call("subscribe", Data.of("channel", "job:" + job)).path("data");
                List<String> expected = switch (reply.at("/snapshot/state").asText()) {
                    case "pending" -> List.of("job.started", "job.completed");
                    case "running" -> List.of("job.completed");
                    default -> List.of();
                };
                assertEquals(expected, types(peer.events(expected.size())));
                peer.call("unsubscribe", Data.of("channel", "job:" + job));
                assertEquals(List.of(), peer.unread());
            }
        }
    }

    @Test
    @DisplayName("PROTOCOL §4.3: no tenant sees another's events; an operator sees all")
    void tenantsAreSealedOff() throws Exception {
        try (WebSocketPeer other = WebSocketPeer.connect(server.uri(), "other-token");
                WebSocketPeer operator = WebSocketPeer.connect(server.uri(), "ops-token");
                WebSocketPeer demo = WebSocketPeer.connect(server.uri(), "demo-token")) {
            other.call("subscribe", Data.of("channel", "firehose"));
            operator.call("subscribe", Data.of("channel", "firehose"));
            String job = demo.call("job.enqueue", Data.of("name", "echo"))
                    .at("/data/job_id")
                    .asText();
            server.awaitFinal("demo-token", job);
            String mine = other.call("job.enqueue", Data.of("name", "echo"))
                    .at("/data/job_id")
                    .asText();
            for (JsonNode event : other.events(3)) {
                assertEquals(mine, event.at("/data/job_id").asText());
            }
            operator.await(frame -> frame.at("/data/job_id").asText().equals(job)
                    && frame.at("/data/type").asText().equals("job.completed"));
        }
    }

    private static List<String> types(List<JsonNode> events) {
        return events.stream().map(event -> event.at("/data/type").asText()).toList();
    }
}
