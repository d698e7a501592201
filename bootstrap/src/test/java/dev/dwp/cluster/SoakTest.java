package dev.dwp.cluster;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Servers on one PostgreSQL under load of all kinds, while nodes, connections, the database's disk and handlers do the worst
 * that they may at random; then all that clients and subscribers saw is held against each other. A short one is part of the
 * build; {@code ./build soak} takes its time: {@code DWP_SOAK_SECONDS}, {@code DWP_SOAK_NODES} and {@code DWP_SOAK_SEED} set
 * what their names say.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no SIGSTOP")
class SoakTest {
    private static final Duration TIME = Duration.ofSeconds(given("DWP_SOAK_SECONDS", 20));
    private static final int NODES = (int) given("DWP_SOAK_NODES", 2);
    private static final Duration LEASE = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int CLIENTS = 3;
    private static final int FOLLOWERS = 3;
    private static final int EVENTS_RETAINED = 2_000;
    private static final int NARROW = 3;

    /** A run that nobody gets any further with is taken up five times. */
    private static final int MOST_DEATHS = 5;

    private static final List<String> SETTINGS = List.of(
            "workers.lease=" + LEASE.toMillis() + "ms",
            "queue.narrow.concurrency=" + NARROW,
            "queue.mail.rate=20/s",
            "events.retain=" + EVENTS_RETAINED,
            "jobs.retain-for=5s",
            "dlq.retain-for=5s");

    private final long seed = given("DWP_SOAK_SEED", System.nanoTime());
    private final Random seeds = new Random(seed);
    private final Acknowledged acknowledged = new Acknowledged();

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    private static long given(String variable, long otherwise) {
        String text = System.getenv(variable);
        return text == null ? otherwise : Long.parseLong(text);
    }

    @Test
    @Timeout(value = 24, unit = TimeUnit.HOURS)
    @DisplayName(
            "PROTOCOL §5–§7: nothing acknowledged is lost, nothing is done twice, and every subscriber hears all of it")
    void manyNodesAreOne() throws Exception {
        System.out.printf("soak: %d nodes for %s with DWP_SOAK_SEED=%d%n", NODES, TIME, seed);
        String database = Postgres.newDatabase();
        try (SoakNodes nodes = new SoakNodes(folder, database, NODES, SETTINGS)) {
            List<Follower> followers = Stream.generate(() -> new Follower(nodes, fresh()))
                    .limit(FOLLOWERS)
                    .toList();
            Trouble trouble = makeTrouble(nodes, database);
            long events =
                    Postgres.number(database, "SELECT COALESCE(sum(last_n - first_n + 1), 0)::bigint FROM dwp_segment");
            List<List<Told>> heard = drained(nodes, followers);
            assertTrue(events <= 2 * EVENTS_RETAINED, () -> events + " events were kept under load.");
            Aftermath aftermath = new Aftermath(heard, nodes.alive(0));
            aftermath.assertHeardAlike(EVENTS_RETAINED / 2, database);
            Lives lives = new Lives(aftermath.events(), LEASE, nodes.standstills());
            aftermath.assertSound(acknowledged, nodes.journal(), lives);
            trouble.assertBounded(MOST_DEATHS);
            aftermath.assertCountsAgree();
            aftermath.assertRemoved(database);
            System.out.printf(
                    "soak: %d of %d events were kept under load%n",
                    events, heard.getFirst().size());
        }
    }

    private Random fresh() {
        return new Random(seeds.nextLong());
    }

    private Trouble makeTrouble(SoakNodes nodes, String database) throws Exception {
        List<SoakLoad> loads = Stream.generate(() -> new SoakLoad(nodes, acknowledged, fresh()))
                .limit(CLIENTS)
                .toList();
        List<Thread> threads =
                loads.stream().map(load -> Thread.ofVirtual().start(load::run)).toList();
        Trouble trouble = new Trouble(nodes, database, LEASE, fresh(), new SoakLoad(nodes, acknowledged, fresh()));
        trouble.make(TIME);
        loads.forEach(SoakLoad::end);
        for (Thread thread : threads) {
            thread.join();
        }
        System.out.printf(
                "soak: %d jobs and runs acknowledged, %d jobs cancelled; %d processes; trouble: %s%n",
                acknowledged.made.size(), acknowledged.cancelled.size(), nodes.started(), trouble);
        return trouble;
    }

    /** What subscribers heard, when all that was acknowledged, or came about without an answer, has ended. */
    private List<List<Told>> drained(SoakNodes nodes, List<Follower> followers) throws Exception {
        Set<String> open = new TreeSet<>();
        Follower first = followers.getFirst();
        try {
            Eventually.holds("all that began ends", PATIENCE, () -> {
                open.clear();
                open.addAll(acknowledged.made);
                open.removeIf(first::hasEnded);
                open.addAll(first.open);
                return open.isEmpty();
            });
            nodes.awaitReady();
            String marker = marker(nodes);
            for (Follower follower : followers) {
                Eventually.holds("every subscriber hears of the end", PATIENCE, () -> follower.hasEnded(marker));
            }
        } catch (AssertionError e) {
            throw new AssertionError("%s; open: %s".formatted(e.getMessage(), explained(nodes, open)), e);
        }
        List<List<Told>> heard = new ArrayList<>();
        for (Follower follower : followers) {
            heard.add(follower.end());
        }
        int common = heard.stream().mapToInt(List::size).min().orElseThrow();
        return heard.stream().map(each -> each.subList(0, common)).toList();
    }

    private static String marker(SoakNodes nodes) throws Exception {
        try (Client client = new Client(nodes.alive(0))) {
            return client.enqueue("echo", "marker");
        }
    }

    private static Map<String, JsonNode> explained(SoakNodes nodes, Set<String> open) throws Exception {
        Map<String, JsonNode> explained = new TreeMap<>();
        try (Client client = new Client(nodes.alive(0))) {
            for (String id : open) {
                explained.put(
                        id,
                        id.startsWith("job_")
                                ? client.ask("job.explain", "job_id", id)
                                : client.ask("workflow.timeline", "run_id", id));
            }
        }
        return explained;
    }
}
