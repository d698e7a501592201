package dev.dwp.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dwp.conformance.Data;
import dev.dwp.conformance.ServerProcess;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database of two nodes goes away and comes back, and loses connections, while both work. */
class LostDatabaseTest {
    private static final int ENOUGH = 40;

    @TempDir
    Path folder;

    private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
    private volatile boolean done;

    private EmbeddedPostgres database(int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(folder.resolve("data"))
                .setCleanDataDirectory(false)
                .start();
    }

    /** Asks again and again; what is not acknowledged does not count. */
    private Thread load(ServerProcess node) {
        return Thread.ofVirtual().start(() -> {
            try (Client client = new Client(node)) {
                while (!done) {
                    JsonNode answer = client.answer("job.enqueue", Data.of("name", "echo", "payload", 1));
                    if (answer.path("type").asText().equals("response")) {
                        acknowledged.add(answer.at("/data/job_id").asText());
                    } else {
                        assertEquals(503, answer.at("/error/code").asInt(), answer::toString);
                    }
                }
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private void awaitMore() throws Exception {
        int enough = acknowledged.size() + ENOUGH;
        Eventually.holds("more is acknowledged", () -> acknowledged.size() >= enough);
    }

    private static void awaitReady(int status, Client... nodes) throws Exception {
        for (Client node : nodes) {
            Eventually.holds(
                    "/health/ready answers " + status,
                    () -> node.get("/health/ready").status() == status);
        }
    }

    @Test
    @DisplayName("PROTOCOL §7.3, §8: readiness follows the database; work goes on, and what was acknowledged stays")
    void goesOnByItself() throws Exception {
        EmbeddedPostgres postgres = database(0);
        int port = postgres.getPort();
        String url = postgres.getJdbcUrl("postgres", "postgres");
        try (Cluster cluster = new Cluster(folder, url)) {
            ServerProcess a = cluster.node("a");
            ServerProcess b = cluster.node("b");
            try (Client onA = new Client(a);
                    Client onB = new Client(b);
                    Events live = Events.all("firehose", a)) {
                List<Thread> loads = List.of(load(a), load(b));
                awaitMore();
                for (int cut = 0; cut < 5; cut++) {
                    Postgres.cutConnections(url);
                    awaitMore();
                }
                postgres.close();
                awaitReady(503, onA, onB);
                postgres = database(port);
                awaitReady(200, onA, onB);
                awaitMore();
                done = true;
                for (Thread load : loads) {
                    load.join();
                }
                assertKept(onA, onB, live);
            }
        } finally {
            done = true;
            postgres.close();
        }
    }

    private void assertKept(Client onA, Client onB, Events live) throws Exception {
        for (String job : acknowledged) {
            onB.await(job);
            assertEquals("completed", onB.job(job).path("state").asText());
        }
        List<JsonNode> events = live.untilFinal(onA.enqueue("echo", "marker"));
        assertEquals(
                LongStream.rangeClosed(1, events.size()).boxed().toList(),
                events.stream().map(Data::number).toList());
        for (String job : acknowledged) {
            List<String> types = Events.typesOf(job, events);
            assertEquals("job.completed", types.getLast());
            assertEquals(1, types.stream().filter("job.completed"::equals).count());
        }
        assertTrue(acknowledged.size() >= 7 * ENOUGH);
    }
}
