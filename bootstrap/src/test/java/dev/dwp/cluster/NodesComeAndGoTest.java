package dev.dwp.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dwp.conformance.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds while nodes that know different things start and end. */
class NodesComeAndGoTest {
    private static final String A_DAY_EARLIER = "UPDATE dwp_cron SET next_run_at = next_run_at - 86400000000";

    @TempDir
    Path folder;

    private final String database = Postgres.newDatabase();
    private Cluster cluster;

    private Cluster cluster() {
        cluster = new Cluster(folder, database);
        return cluster;
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    private ServerProcess node(String name) {
        try {
            return cluster.node(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    @DisplayName("PROTOCOL §5: job.explain says no_worker when no live node knows the name")
    void explainsThatNobodyIsLeftWhoKnowsAName() throws Exception {
        ServerProcess bare = cluster().bareNode("bare");
        ServerProcess knowing = node("knowing");
        try (Client client = new Client(bare)) {
            String job = client.ask("job.enqueue", "name", "echo", "delay_ms", 3_600_000)
                    .path("job_id")
                    .asText();
            assertEquals(List.of("scheduled"), reasons(client, job));
            knowing.kill();
            Eventually.holds(
                    "nobody is known to know the name",
                    () -> reasons(client, job).equals(List.of("scheduled", "no_worker")));
        }
    }

    private static List<String> reasons(Client client, String job) throws Exception {
        List<String> codes = new ArrayList<>();
        client.ask("job.explain", "job_id", job)
                .path("reasons")
                .forEach(reason -> codes.add(reason.path("code").asText()));
        return codes;
    }

    @Test
    @DisplayName("A cron entry that is overdue when two nodes start together fires once")
    void cronFiresOncePerCluster() throws Exception {
        cluster().node("former").kill();
        assertEquals(1, Postgres.update(database, A_DAY_EARLIER));
        CompletableFuture<ServerProcess> starting = CompletableFuture.supplyAsync(() -> node("a"));
        ServerProcess b = node("b");
        ServerProcess a = starting.join();

        try (Events all = Events.all("firehose", a);
                Client onA = new Client(a);
                Client onB = new Client(b)) {
            List<JsonNode> events =
                    new ArrayList<>(all.until(event -> Events.type(event).equals("cron.fired")));
            onA.await(onA.enqueue("echo", 1));
            events.addAll(all.untilFinal(onB.enqueue("echo", 2)));
            assertEquals(
                    1,
                    events.stream()
                            .filter(event -> Events.type(event).equals("cron.fired"))
                            .count());
        }
    }
}
