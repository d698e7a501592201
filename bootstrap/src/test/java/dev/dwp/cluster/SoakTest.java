package dev.dwp.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dwp.conformance.ServerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Servers on one PostgreSQL under load of all kinds, while they are killed, paused, cut off and restarted at random; then all
 * that clients and subscribers saw is held against each other. A short one is part of the build; {@code ./build soak} takes
 * its time: {@code DWP_SOAK_SECONDS}, {@code DWP_SOAK_NODES} and {@code DWP_SOAK_SEED} set what their names say.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no SIGSTOP")
class SoakTest {
    private static final Duration TIME = Duration.ofSeconds(given("DWP_SOAK_SECONDS", 20));
    private static final int NODES = (int) given("DWP_SOAK_NODES", 2);
    private static final Duration LEASE = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int CLIENTS = 3;
    private static final int FOLLOWERS = 3;
    private static final int EVENTS_RETAINED = 2_000;
    private static final int NARROW = 3;
    private static final List<String> SETTINGS = List.of(
            "workers.lease=" + LEASE.toMillis() + "ms",
            "queue.narrow.concurrency=" + NARROW,
            "queue.mail.rate=20/s",
            "events.retain=" + EVENTS_RETAINED,
            "jobs.retain-for=5s");

    private final long seed = given("DWP_SOAK_SEED", System.nanoTime());
    private final Random seeds = new Random(seed);
    private final Acknowledged acknowledged = new Acknowledged();

    @TempDir
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
            makeTrouble(nodes, database);
            long events = Postgres.number(database, "SELECT count(*) FROM dwp_event");
            List<List<Told>> heard = drained(nodes, followers);
            assertHeardAlike(heard, nodes.get(0));
            assertSound(heard.getFirst(), nodes);
            assertCountsAgree(nodes.get(0), heard.getFirst());
            assertBounded(database, events, heard.getFirst());
        }
    }

    private Random fresh() {
        return new Random(seeds.nextLong());
    }

    private void makeTrouble(SoakNodes nodes, String database) throws Exception {
        List<SoakLoad> loads = Stream.generate(() -> new SoakLoad(nodes, acknowledged, fresh()))
                .limit(CLIENTS)
                .toList();
        List<Thread> threads =
                loads.stream().map(load -> Thread.ofVirtual().start(load::run)).toList();
        Trouble trouble = new Trouble(nodes, database, LEASE, fresh());
        trouble.make(TIME);
        loads.forEach(SoakLoad::end);
        for (Thread thread : threads) {
            thread.join();
        }
        System.out.printf(
                "soak: %d jobs and runs acknowledged, %d jobs cancelled; trouble: %s%n",
                acknowledged.made.size(), acknowledged.cancelled.size(), trouble);
    }

    /** What subscribers heard, when all that was acknowledged, or came about without an answer, has ended. */
    private List<List<Told>> drained(SoakNodes nodes, List<Follower> followers) throws Exception {
        Set<String> open = new TreeSet<>();
        Follower first = followers.getFirst();
        try (Client client = new Client(nodes.get(0))) {
            Eventually.holds("all that began ends", PATIENCE, () -> {
                open.clear();
                open.addAll(acknowledged.made);
                open.removeIf(first::hasEnded);
                open.addAll(first.open);
                return open.isEmpty();
            });
            String marker = client.enqueue("echo", "marker");
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

    private static Map<String, JsonNode> explained(SoakNodes nodes, Set<String> open) throws Exception {
        Map<String, JsonNode> explained = new TreeMap<>();
        try (Client client = new Client(nodes.get(0))) {
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

    /** Every number once and in order; the same frames for all, whichever node sent them, then or now. */
    private static void assertHeardAlike(List<List<Told>> heard, ServerProcess node) throws Exception {
        List<Told> first = heard.getFirst();
        assertEquals(
                LongStream.rangeClosed(1, first.size()).boxed().toList(),
                first.stream().map(Told::number).toList());
        for (List<Told> other : heard) {
            assertEquals(first, other);
        }
        int kept = Math.min(first.size(), EVENTS_RETAINED / 2);
        List<Told> tail = first.subList(first.size() - kept, first.size());
        try (Events again = Events.after("evt-" + (first.size() - kept), "firehose", node)) {
            assertEquals(tail, again.next(kept).stream().map(Told::of).toList());
        }
    }

    private void assertSound(List<Told> heard, SoakNodes nodes) throws Exception {
        Lives lives = new Lives(heard, LEASE);
        List<Journal.Entry> journal = nodes.journal();
        List<String> faults = new ArrayList<>(acknowledged.wrong);
        faults.addAll(lives.faults(journal));
        Map<String, String> ends = lives.ends();
        acknowledged.cancelled.stream()
                .filter(job -> !"job.cancelled".equals(ends.get(job)))
                .forEach(job -> faults.add(job + " was cancelled and then " + ends.get(job)));
        Map<Instant, Long> firings = heard.stream()
                .filter(event -> event.type().equals("cron.fired"))
                .collect(Collectors.groupingBy(
                        event -> event.at().truncatedTo(ChronoUnit.MINUTES), Collectors.counting()));
        firings.forEach((minute, times) -> {
            if (times > 1) {
                faults.add("The cron entry fired %d times at %s".formatted(times, minute));
            }
        });
        assertEquals(List.of(), faults);
        System.out.printf("soak: %d events heard, %d attempts journalled%n", heard.size(), journal.size());
    }

    /** What {@code stats} counts is what lists show, and what events told last. */
    private static void assertCountsAgree(ServerProcess node, List<Told> heard) throws Exception {
        Map<String, String> ends = new Lives(heard, LEASE).ends();
        try (Client client = new Client(node)) {
            Eventually.holds("stats count what lists show", PATIENCE, () -> {
                Map<String, Long> listed = new TreeMap<>();
                String cursor = null;
                do {
                    JsonNode page = client.ask("job.list", "limit", 1_000, "cursor", cursor);
                    for (JsonNode job : page.path("jobs")) {
                        String state = job.path("state").asText();
                        listed.merge(state, 1L, Long::sum);
                        String end = ends.getOrDefault(job.path("id").asText(), "job." + state);
                        assertEquals(end.replace("job.dlq", "job.failed"), "job." + state);
                    }
                    cursor = page.path("next_cursor").asText(null);
                } while (cursor != null);
                Map<String, Long> counted = new TreeMap<>();
                client.ask("stats").path("jobs").properties().forEach(state -> {
                    if (state.getValue().asLong() > 0) {
                        counted.put(state.getKey(), state.getValue().asLong());
                    }
                });
                return listed.equals(counted);
            });
        }
    }

    /** Under load there are never many more events than are to be kept, and what has ended goes. */
    private void assertBounded(String database, long eventsUnderLoad, List<Told> heard) throws Exception {
        assertTrue(eventsUnderLoad <= 2 * EVENTS_RETAINED, () -> eventsUnderLoad + " events were kept.");
        Eventually.holds(
                "finished jobs go",
                PATIENCE,
                () -> Postgres.number(database, "SELECT count(*) FROM dwp_job") <= acknowledged.keyed.size() + 5);
        Eventually.holds(
                "finished runs go", PATIENCE, () -> Postgres.number(database, "SELECT count(*) FROM dwp_run") == 0);
        for (String table : List.of("dwp_event", "dwp_job", "dwp_run", "dwp_entry", "dwp_signal")) {
            System.out.printf(
                    "soak: %d rows left in %s%n", Postgres.number(database, "SELECT count(*) FROM " + table), table);
        }
        System.out.printf("soak: %d of %d events were kept under load%n", eventsUnderLoad, heard.size());
    }
}
