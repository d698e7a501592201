package dev.dwp.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dwp.conformance.Data;
import dev.dwp.conformance.ServerProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Two servers on one PostgreSQL are one to their clients, whichever of them a client talks to. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NodesTogetherTest {
    private static final int NARROW = 2;

    @TempDir
    static Path folder;

    private String database;
    private Cluster cluster;
    private ServerProcess a;
    private ServerProcess b;
    private Client onA;
    private Client onB;

    @BeforeAll
    void start() throws Exception {
        database = Postgres.newDatabase();
        cluster = new Cluster(folder, database);
        String narrow = "queue.narrow.concurrency=" + NARROW;
        a = cluster.node("a", narrow, Cluster.NOTHING_OF_B);
        b = cluster.node("b", narrow);
        onA = new Client(a);
        onB = new Client(b);
    }

    @AfterAll
    void stop() {
        onA.close();
        onB.close();
        cluster.close();
    }

    private void work(Client client) throws Exception {
        for (int i = 0; i < 10; i++) {
            client.enqueue("echo", i);
            client.enqueue("flaky", Data.of("fail_times", 1));
            client.enqueue("count", Data.of("to", 3));
            client.start("booking-saga", Data.of("trip_id", "t" + i, "fail_at", i % 2 == 0 ? "reserve-car" : null));
            client.start("batch-process", Data.of("item_ids", List.of("x", "y")));
        }
    }

    /** Something that ends after everything that was asked for before. */
    private static String marker(Client client) throws Exception {
        return client.enqueue("echo", "marker");
    }

    @Test
    @DisplayName("PROTOCOL §7.3: subscribers of both nodes get every event in the one order")
    void bothNodesTellOfEverythingInTheOneOrder() throws Exception {
        try (Events fromA = Events.all("firehose", a);
                Events fromB = Events.all("firehose", b)) {
            work(onA);
            work(onB);
            String marker = marker(onB);
            List<JsonNode> first = fromA.untilFinal(marker);
            List<JsonNode> second = fromB.untilFinal(marker);

            assertEquals(second, first);
            Numbers.assertNoneMissing(first.stream().map(Data::number).toList(), database);
        }
    }

    @Test
    @DisplayName("PROTOCOL §7.3: a client that goes from node to node resumes without gap or repeat")
    void resumesOnTheOtherNode() throws Exception {
        Thread load = Thread.ofVirtual().start(() -> {
            try {
                work(onA);
                work(onB);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        List<JsonNode> heard = new ArrayList<>();
        String cursor = "evt-0";
        for (int hop = 0; hop < 8; hop++) {
            try (Events events = Events.after(cursor, "jobs", hop % 2 == 0 ? a : b)) {
                heard.addAll(events.next(20));
                cursor = heard.getLast().path("id").asText();
            }
        }
        load.join();
        try (Events all = Events.all("jobs", b)) {
            assertEquals(all.next(heard.size()), heard);
        }
    }

    @Test
    @DisplayName("PROTOCOL §5: a cancel on one node interrupts the handler on the other")
    void cancelsWhatTheOtherNodeRuns() throws Exception {
        String job = onA.enqueue(Cluster.QUEUE_OF_B, "sleep", Data.of("ms", 600_000));
        awaitRunning(job);
        assertEquals(
                "cancelled", onA.ask("job.cancel", "job_id", job).path("status").asText());
        assertEquals("cancelled", onB.job(job).path("state").asText());
        Eventually.holds("the handler on b ends", onB::idle);
    }

    private void awaitRunning(String job) throws Exception {
        try (Events events = Events.all("job:" + job, a)) {
            events.until(event -> Events.type(event).equals("job.started"));
        }
    }

    @Test
    void limitsOfAQueueHoldOverBothNodes() throws Exception {
        List<String> jobs = new ArrayList<>();
        for (int i = 0; i < NARROW; i++) {
            jobs.add(onA.enqueue("narrow", "sleep", Data.of("ms", 600_000)));
            awaitRunning(jobs.getLast());
        }
        for (int i = 0; i < 6; i++) {
            jobs.add(onA.enqueue("narrow", "sleep", Data.of("ms", 100)));
            jobs.add(onB.enqueue("narrow", "sleep", Data.of("ms", 100)));
        }
        for (String job : jobs.subList(0, NARROW)) {
            onA.ask("job.cancel", "job_id", job);
        }
        for (String job : jobs) {
            onB.await(job);
        }
        try (Events events = Events.all("queue:narrow", a)) {
            int running = 0;
            int most = 0;
            for (JsonNode event : events.next(3 * jobs.size())) {
                switch (Events.type(event)) {
                    case "job.started" -> running++;
                    case "job.completed", "job.cancelled" -> running--;
                    default -> assertEquals("job.enqueued", Events.type(event));
                }
                most = Math.max(most, running);
            }
            assertEquals(NARROW, most);
        }
    }

    @Test
    @DisplayName("PROTOCOL §5: job.explain tells which node holds a job, on any node")
    void explainsWhoHoldsAJob() throws Exception {
        String job = onA.enqueue(Cluster.QUEUE_OF_B, "sleep", Data.of("ms", 600_000));
        awaitRunning(job);
        JsonNode reason = onA.ask("job.explain", "job_id", job).at("/reasons/0");
        assertEquals("running", reason.path("code").asText());
        assertEquals("b", reason.path("node").asText());
        assertEquals(
                onB.job(job).path("worker_id").asText(),
                reason.path("worker_id").asText());
        assertTrue(reason.has("lease_until"), reason.toString());
        onB.ask("job.cancel", "job_id", job);
    }

    @Test
    @DisplayName("PROTOCOL §5: stats on each node list both, with signs of life that go on")
    void statsListBothNodes() throws Exception {
        String before = seen(onA, "b");
        Eventually.holds("b tells again that it is there", () -> !seen(onA, "b").equals(before));
        for (Client client : List.of(onA, onB)) {
            assertEquals(
                    List.of("a", "b"),
                    StreamSupport.stream(client.ask("stats").path("nodes").spliterator(), false)
                            .map(node -> node.path("name").asText())
                            .toList());
        }
        assertNotEquals(seen(onB, "a"), "");
    }

    private static String seen(Client client, String node) throws Exception {
        JsonNode nodes = client.ask("stats").path("nodes");
        return IntStream.range(0, nodes.size())
                .mapToObj(nodes::get)
                .filter(each -> each.path("name").asText().equals(node))
                .map(each -> each.path("seen_at").asText())
                .findFirst()
                .orElse("");
    }
}
