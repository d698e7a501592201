package dev.dwp.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Jobs, runs and lists that are as large as a frame or larger (PROTOCOL §2). */
class LargeItemsTest {
    private static final int FRAME = 1_048_576;
    private static final int SMALL_FRAME = 4096;
    private static final String TOKEN = "demo-token";

    private static String echo(TestServer server, ObjectNode data) throws Exception {
        try (RpcDriver rpc = new RpcDriver(server.uri(), Wire.JSON)) {
            String job = rpc.exchange(request("job.enqueue", data.put("name", "echo")), TOKEN)
                    .at("/data/job_id")
                    .asText();
            server.awaitFinal(TOKEN, job);
            return job;
        }
    }

    private static ObjectNode request(String method, ObjectNode data) {
        return Data.of("id", "r", "type", "request", "method", method, "data", data);
    }

    private static JsonNode overRpc(TestServer server, Wire wire, String method, ObjectNode data) throws Exception {
        try (RpcDriver rpc = new RpcDriver(server.uri(), wire)) {
            return rpc.exchange(request(method, data), TOKEN);
        }
    }

    private static List<String> omitted(JsonNode item) {
        List<String> names = new ArrayList<>();
        item.path("omitted").forEach(name -> names.add(name.asText()));
        return names;
    }

    @ParameterizedTest
    @EnumSource(Wire.class)
    @DisplayName("PROTOCOL §2: characters beyond the BMP take four octets, and what fits is sent whole")
    void charactersBeyondTheBmpAreCountedAsTheyAreSent(Wire wire) throws Exception {
        String smiles = "😀".repeat(75_000);
        try (TestServer server = TestServer.start();
                WebSocketPeer peer = WebSocketPeer.connect(server.uri(), TOKEN, wire)) {
            String queue = TestServer.unique("q");
            echo(server, Data.of("queue", queue, "payload", smiles));
            JsonNode job =
                    peer.call("job.list", Data.of("queue", queue, "limit", 1)).at("/data/jobs/0");
            assertEquals(smiles, job.path("payload").asText());
            assertEquals(smiles, job.path("result").asText());
            assertEquals(List.of(), omitted(job));
            assertTrue(peer.largest() > 600_000 && peer.largest() < 610_000, () -> "" + peer.largest());
        }
    }

    @ParameterizedTest
    @EnumSource(Wire.class)
    @DisplayName("PROTOCOL §2: a job that fits no frame is shown without its largest members, and whole over RPC")
    void namesWhatItLeavesOut(Wire wire) throws Exception {
        String large = "x".repeat(600_000);
        try (TestServer server = TestServer.start();
                WebSocketPeer peer = WebSocketPeer.connect(server.uri(), TOKEN, wire)) {
            String queue = TestServer.unique("q");
            String id = echo(server, Data.of("queue", queue, "payload", large));
            JsonNode got = peer.call("job.get", Data.of("job_id", id)).path("data");
            assertHalf(large, got);
            assertHalf(
                    large,
                    peer.call("subscribe", Data.of("channel", "job:" + id)).at("/data/snapshot"));
            assertHalf(large, peer.call("job.list", Data.of("queue", queue)).at("/data/jobs/0"));
            assertTrue(peer.largest() <= FRAME, () -> "" + peer.largest());
            for (JsonNode whole : List.of(
                    overRpc(server, wire, "job.get", Data.of("job_id", id)).path("data"),
                    overRpc(server, wire, "job.list", Data.of("queue", queue)).at("/data/jobs/0"))) {
                assertEquals(large, whole.path("payload").asText());
                assertEquals(large, whole.path("result").asText());
                assertEquals(List.of(), omitted(whole));
            }
        }
    }

    private static void assertHalf(String large, JsonNode job) {
        assertEquals(1, omitted(job).size(), () -> "" + omitted(job));
        String missing = omitted(job).getFirst();
        assertTrue(List.of("payload", "result").contains(missing), missing);
        assertFalse(job.has(missing));
        assertEquals(
                large,
                job.path(missing.equals("payload") ? "result" : "payload").asText());
        assertEquals("completed", job.path("state").asText());
    }

    @Test
    @DisplayName(
            "PROTOCOL §2: pages stay within a frame, whatever the jobs on them carry; nothing is left out in silence")
    void pagesFitAFrame() throws Exception {
        try (TestServer server = TestServer.start();
                WebSocketPeer peer = WebSocketPeer.connect(server.uri(), TOKEN)) {
            String queue = TestServer.unique("q");
            for (int i = 0; i < 3; i++) {
                echo(server, Data.of("queue", queue, "payload", "x".repeat(700_000)));
            }
            String cursor = null;
            for (int page = 0; page < 3; page++) {
                JsonNode answer = peer.call(
                        "job.list",
                        cursor == null ? Data.of("queue", queue) : Data.of("queue", queue, "cursor", cursor));
                assertEquals(1, answer.at("/data/jobs").size());
                assertEquals(1, omitted(answer.at("/data/jobs/0")).size());
                cursor = answer.at("/data/next_cursor").asText(null);
            }
            assertEquals(null, cursor);
            assertTrue(peer.largest() <= FRAME, () -> "" + peer.largest());
        }
    }

    @Test
    @DisplayName("PROTOCOL §5: the timeline of a run with 6,000 children is read page by page, in any format")
    void timelinesArePaged() throws Exception {
        List<String> items =
                IntStream.range(0, 6000).mapToObj(Integer::toString).toList();
        try (TestServer server =
                        TestServer.start(Map.of("server.max-frame-bytes", "65536", "workers.concurrency", "1000"));
                RpcDriver rpc = new RpcDriver(server.uri(), Wire.JSON)) {
            String run = rpc.exchange(
                            request(
                                    "workflow.start",
                                    Data.of("name", "batch-process", "input", Data.of("item_ids", items))),
                            TOKEN)
                    .at("/data/run_id")
                    .asText();
            server.awaitFinal(TOKEN, run);
            for (Wire wire : Wire.values()) {
                try (WebSocketPeer peer = WebSocketPeer.connect(server.uri(), TOKEN, wire)) {
                    assertEquals(6001, entries(data -> peer.call("workflow.timeline", data), run));
                    assertTrue(peer.largest() <= 65_536, () -> "" + peer.largest());
                }
                assertEquals(6001, entries(data -> overRpc(server, wire, "workflow.timeline", data), run));
            }
            JsonNode two = overRpc(
                            server, Wire.JSON, "workflow.timeline", Data.of("run_id", run, "after_seq", 7, "limit", 2))
                    .path("data");
            assertEquals(8, two.at("/0/seq").asInt());
            assertEquals(9, two.at("/1/seq").asInt());
            assertEquals(2, two.size());
        }
    }

    private interface Asking {
        JsonNode ask(ObjectNode data) throws Exception;
    }

    /** Goes on after the last {@code seq} until there is nothing more; how many entries there were. */
    private static int entries(Asking asking, String run) throws Exception {
        TreeSet<Integer> seqs = new TreeSet<>();
        while (true) {
            JsonNode answer = asking.ask(Data.of("run_id", run, "after_seq", seqs.isEmpty() ? 0 : seqs.last()));
            if (answer.path("data").isEmpty()) {
                return seqs.size();
            }
            for (JsonNode entry : answer.path("data")) {
                int seq = entry.path("seq").asInt();
                assertTrue(seqs.isEmpty() || seq > seqs.last());
                seqs.add(seq);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Wire.class)
    @DisplayName("PROTOCOL §2: for sizes around the limit, nothing that is sent is larger than announced")
    void nothingIsLargerThanAnnounced(Wire wire) throws Exception {
        Random random = new Random(20_260_131);
        List<String> letters = List.of("x", "\"", "é", "漢", "😀", "\u0001");
        try (TestServer server = TestServer.start(Map.of("server.max-frame-bytes", "" + SMALL_FRAME));
                WebSocketPeer peer = WebSocketPeer.connect(server.uri(), TOKEN, wire);
                EventSource events = EventSource.open(server.uri(), "channel=jobs&token=" + TOKEN, Map.of())) {
            peer.call("subscribe", Data.of("channel", "jobs"));
            for (int i = 0; i < 60; i++) {
                String letter = letters.get(random.nextInt(letters.size()));
                int octets = 1000 + random.nextInt(2700);
                String text = letter.repeat(octets / Wire.JSON.write(Data.of("", letter)).length);
                boolean failing = i % 2 == 0;
                JsonNode enqueued = peer.call(
                        "job.enqueue",
                        failing
                                ? Data.of(
                                        "name",
                                        "flaky",
                                        "max_retries",
                                        0,
                                        "payload",
                                        Data.of("fail_times", 1, "message", text))
                                : Data.of("name", "echo", "payload", text));
                String id = enqueued.at("/data/job_id").asText();
                assertTrue(id.startsWith("job_"), enqueued::toString);
                peer.call("job.get", Data.of("job_id", id, "wait_ms", 60_000));
                assertEquals(
                        id,
                        peer.call("subscribe", Data.of("channel", "job:" + id))
                                .at("/data/snapshot/id")
                                .asText());
                assertTrue(peer.call("job.list", Data.of("limit", 1 + random.nextInt(20)))
                                .at("/data/jobs")
                                .size()
                        > 0);
                assertEquals(405, peer.call(text, null).at("/error/code").asInt());
                EventSource.Event event = events.awaitFinal();
                assertEquals(id, event.data().at("/data/job_id").asText());
            }
            assertTrue(peer.largest() > SMALL_FRAME / 2 && peer.largest() <= SMALL_FRAME, () -> "" + peer.largest());
            assertTrue(events.largest() > 1000 && events.largest() <= SMALL_FRAME, () -> "" + events.largest());
        }
    }

    @Test
    @DisplayName("PROTOCOL §2: stats shows the largest queues, and says where it leaves some out")
    void statsShowsTheLargestQueues() throws Exception {
        try (TestServer server = TestServer.start(Map.of("server.max-frame-bytes", "" + SMALL_FRAME));
                WebSocketPeer peer = WebSocketPeer.connect(server.uri(), TOKEN)) {
            for (int i = 0; i < 100; i++) {
                ObjectNode job = Data.of("name", "echo", "queue", "queue-" + i, "delay_ms", 3_600_000);
                List<ObjectNode> jobs = i == 50 ? List.of(job, job) : List.of(job);
                assertEquals(
                        jobs.size(),
                        peer.call("job.enqueue", Data.of("jobs", jobs))
                                .at("/data/jobs")
                                .size());
            }
            for (JsonNode stats : List.of(
                    peer.call("stats", null).path("data"),
                    overRpc(server, Wire.JSON, "stats", Data.of()).path("data"))) {
                assertEquals(List.of("queues"), omitted(stats));
                assertTrue(stats.path("queues").size() > 20);
                assertTrue(stats.path("queues").size() < 100);
                assertEquals(2, stats.at("/queues/queue-50/pending").asInt());
                assertEquals(101, stats.at("/jobs/pending").asInt());
            }
            assertTrue(peer.largest() <= SMALL_FRAME, () -> "" + peer.largest());
        }
    }

    @ParameterizedTest
    @EnumSource(Wire.class)
    @DisplayName(
            "PROTOCOL §2: each result of a batch keeps its id and what became of it; more than a frame tells is 413")
    void batchesTellEveryResult(Wire wire) throws Exception {
        try (TestServer server = TestServer.start(Map.of("server.max-frame-bytes", "" + SMALL_FRAME));
                WebSocketPeer peer = WebSocketPeer.connect(server.uri(), TOKEN, wire)) {
            String unknown = "n".repeat(100);
            List<ObjectNode> jobs = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                jobs.add(i % 2 == 0 ? Data.of("name", "echo") : Data.of("name", unknown));
            }
            JsonNode results = peer.call("job.enqueue", Data.of("jobs", jobs)).at("/data/jobs");
            assertEquals(20, results.size());
            for (int i = 0; i < 20; i++) {
                assertEquals(i % 2 == 0, results.path(i).has("job_id"));
                assertEquals(
                        i % 2 == 0 ? 0 : 404, results.path(i).at("/error/code").asInt());
            }
            List<ObjectNode> many = IntStream.range(0, 100)
                    .mapToObj(i -> Data.of("name", "echo"))
                    .toList();
            JsonNode refused = peer.call("job.enqueue", Data.of("jobs", many));
            assertEquals(413, refused.at("/error/code").asInt());
            assertEquals(
                    100,
                    overRpc(server, wire, "job.enqueue", Data.of("jobs", many))
                            .at("/data/jobs")
                            .size());
            assertTrue(peer.largest() <= SMALL_FRAME, () -> "" + peer.largest());
        }
    }
}
