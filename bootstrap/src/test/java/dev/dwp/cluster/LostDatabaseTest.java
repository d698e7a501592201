package dev.dwp.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dwp.conformance.Data;
import dev.dwp.conformance.ServerProcess;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
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
                assertKept(live, url);
            }
        } finally {
            done = true;
            postgres.close();
        }
    }

    private void assertKept(Events live, String url) throws Exception {
        Set<String> open = new HashSet<>(acknowledged);
        List<JsonNode> events = live.until(event -> {
            if (event.at("/data/final").asBoolean()) {
                open.remove(event.at("/data/job_id").asText());
            }
            return open.isEmpty();
        });
        Numbers.assertNoneMissing(events.stream().map(Data::number).toList(), url);
        Map<String, Long> completed = events.stream()
                .filter(event -> Events.type(event).equals("job.completed"))
                .collect(Collectors.groupingBy(event -> event.at("/data/job_id").asText(), Collectors.counting()));
        acknowledged.forEach(job -> assertEquals(1, completed.get(job), job));
    }
}
