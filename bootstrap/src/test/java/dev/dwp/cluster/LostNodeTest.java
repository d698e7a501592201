package dev.dwp.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dwp.conformance.Data;
import dev.dwp.conformance.ServerProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a node's work on the other one, when it dies, and when it only stands still for a while. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no SIGSTOP")
class LostNodeTest {
    @TempDir
    static Path folder;

    private Cluster cluster;
    private ServerProcess a;
    private ServerProcess b;
    private Client onA;
    private Client onB;

    @BeforeAll
    void start() throws Exception {
        cluster = new Cluster(folder, Postgres.newDatabase());
        a = cluster.node("a");
        onA = new Client(a);
    }

    @BeforeEach
    void startTheOther() throws Exception {
        b = cluster.node("b");
        onB = new Client(b);
    }

    @AfterEach
    void stopTheOther() throws Exception {
        onB.close();
        b.kill();
    }

    @AfterAll
    void stop() {
        onA.close();
        cluster.close();
    }

    private static boolean isStarted(JsonNode event) {
        return Events.type(event).equals("job.started");
    }

    /** A job whose first attempt is on b, as nobody else is there to take it: a stands still until it is resumed. */
    private String startedOnB(int millis) throws Exception {
        a.pause();
        String job = onB.enqueue("sleep", Data.of("ms", millis));
        try (Events events = Events.all("job:" + job, b)) {
            events.until(LostNodeTest::isStarted);
        }
        return job;
    }

    @Test
    @DisplayName("When its node is killed, a job is tried again on another one as soon as the lease is over")
    void jobsOfADeadNodeAreRetried() throws Exception {
        String done = onB.enqueue("echo", 1);
        onB.await(done);
        String job = startedOnB(3_000);
        b.kill();
        a.resume();

        try (Events all = Events.all("jobs", a)) {
            List<JsonNode> events = all.untilFinal(job);
            assertEquals(
                    List.of("job.enqueued", "job.started", "job.retrying", "job.started", "job.completed"),
                    Events.typesOf(job, events));
            String error = events.stream()
                    .filter(event -> Events.type(event).equals("job.retrying"))
                    .findFirst()
                    .orElseThrow()
                    .at("/data/error")
                    .asText();
            String lost = onA.job(job).at("/attempts/0/worker_id").asText();
            assertTrue(error.startsWith("The worker " + lost + " was lost: its lease ran out at "), error);
            assertEquals(List.of("job.enqueued", "job.started", "job.completed"), Events.typesOf(done, events));
        }
        assertTriedByTwo(onA.job(job).path("attempts"));
    }

    private static void assertTriedByTwo(JsonNode attempts) {
        assertEquals(2, attempts.size(), attempts::toString);
        assertNotEquals(attempts.at("/0/worker_id"), attempts.at("/1/worker_id"), attempts::toString);
    }

    @Test
    @DisplayName("PROTOCOL §6: a run goes on from its last remembered step; none that had finished is repeated")
    void runsOfADeadNodeGoOn() throws Exception {
        a.pause();
        String run = onB.start("booking-saga", Data.of("trip_id", "t", "delay_ms", 700));
        try (Events events = Events.all("workflow:" + run, b)) {
            events.until(event -> Events.type(event).equals("workflow.step_completed"));
        }
        a.resume();
        b.kill();

        onA.await(run);
        assertEquals(
                "completed",
                onA.ask("workflow.get", "run_id", run).path("state").asText());
        try (Events events = Events.all("workflow:" + run, a)) {
            assertEquals(
                    List.of("reserve-hotel", "reserve-flight", "reserve-car"),
                    events.untilFinal(run).stream()
                            .filter(event -> Events.type(event).equals("workflow.step_completed"))
                            .map(event -> event.at("/data/step_name").asText())
                            .toList());
        }
        List<JsonNode> hotel = timeline(run, "reserve-hotel");
        assertEquals(1, hotel.size(), hotel::toString);
        assertEquals(1, hotel.getFirst().path("attempt").asInt());
    }

    private List<JsonNode> timeline(String run, String step) throws Exception {
        return StreamSupport.stream(onA.ask("workflow.timeline", "run_id", run).spliterator(), false)
                .filter(entry -> entry.path("step_name").asText().equals(step))
                .toList();
    }

    @Test
    @DisplayName("PROTOCOL §6: sleeps and waits that began on a dead node end when they were to")
    void deadlinesOutliveTheirNode() throws Exception {
        String nap = onB.start("nap", Data.of("ms", 4_000));
        String unpaid = onB.start("await-payment", Data.of("order_id", "none", "timeout_ms", 4_000));
        String paid = onB.start("await-payment", Data.of("order_id", "some"));
        for (String run : List.of(nap, unpaid, paid)) {
            try (Events events = Events.all("workflow:" + run, b)) {
                events.until(event -> Events.type(event).equals("workflow.waiting"));
            }
        }
        b.kill();
        onA.ask("workflow.event", "name", "payment-received", "key", "some", "payload", 1);
        String later = onA.start("nap", Data.of("ms", 4_000));

        try (Events all = Events.all("workflows", a)) {
            List<String> ended = all.untilFinal(later).stream()
                    .filter(event -> event.at("/data/final").asBoolean())
                    .map(event -> event.at("/data/run_id").asText())
                    .toList();
            assertTrue(ended.containsAll(List.of(nap, unpaid, paid)), ended::toString);
        }
        assertFalse(output(unpaid).path("paid").asBoolean(true));
        assertTrue(output(paid).path("paid").asBoolean());
    }

    private JsonNode output(String run) throws Exception {
        return onA.ask("workflow.get", "run_id", run).path("output");
    }

    @Test
    @DisplayName("A node that stood still past its lease can write nothing: the job's outcome is the other node's")
    void lateWritesOfAPausedNodeAreRefused() throws Exception {
        String job = startedOnB(3_000);
        b.pause();
        a.resume();
        try (Events events = Events.all("job:" + job, a)) {
            events.until(event -> Events.type(event).equals("job.retrying"));
            events.until(LostNodeTest::isStarted);
            b.resume();
            events.untilFinal(job);
        }
        Eventually.holds("the late attempt on b ends", onB::idle);
        String next = onB.enqueue("echo", 1);
        onB.await(next);

        try (Events all = Events.all("jobs", b)) {
            assertEquals(
                    List.of("job.enqueued", "job.started", "job.retrying", "job.started", "job.completed"),
                    Events.typesOf(job, all.untilFinal(next)));
        }
        JsonNode attempts = onB.job(job).path("attempts");
        assertTriedByTwo(attempts);
        assertEquals("lost", attempts.at("/0/outcome").asText());
        assertEquals("completed", attempts.at("/1/outcome").asText());
    }
}
