package dev.dwp.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.dwp.client.error.BadRequestException;
import dev.dwp.client.error.ConflictException;
import dev.dwp.client.error.DwpException;
import dev.dwp.client.error.DwpTimeoutException;
import dev.dwp.client.error.ForbiddenException;
import dev.dwp.client.error.NotFoundException;
import dev.dwp.client.model.BatchResult;
import dev.dwp.client.model.EnqueuedJob;
import dev.dwp.client.model.Explanation;
import dev.dwp.client.model.Job;
import dev.dwp.client.model.Run;
import dev.dwp.client.model.TimelineEntry;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The methods do on a server what they say, in whichever format and over whichever transport the client has. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class MethodsContract {
    static final Duration PATIENCE = Duration.ofMinutes(1);

    private TestServer server;
    private DwpClient client;
    private DwpClient operator;

    /** A client of the kind under test. */
    abstract DwpClient client(TestServer of, String token);

    /** What {@code echo} gives back. */
    record Thing(String name, long count, List<String> tags) {}

    @BeforeAll
    void start() {
        server = TestServer.start(Map.of("queue.narrow.concurrency", "1"));
        client = client(server, TestServer.TOKEN);
        operator = client(server, "ops-token");
    }

    @AfterAll
    void stop() {
        client.close();
        operator.close();
        server.close();
    }

    @Test
    void takesAndGivesRecords() {
        Thing thing = new Thing("naïve 😀", Long.MAX_VALUE, List.of("a", "b"));
        EnqueuedJob enqueued = client.enqueue("echo", thing);
        Job job = client.await(enqueued.jobId(), PATIENCE);
        assertEquals(Job.State.COMPLETED, job.state());
        assertTrue(job.succeeded());
        assertEquals(thing, job.result(Thing.class));
        assertEquals(thing, job.payload(Thing.class));
        assertEquals("echo", job.name());
        assertEquals("default", job.queue());
        assertEquals("completed", job.attempts().getFirst().outcome());
    }

    @Test
    void readsResultsOfTypesWithParametersAndKeepsDecimals() {
        String id = client.enqueue("echo", List.of(new BigDecimal("0.10"), new BigDecimal("12345678901234567890.5")))
                .jobId();
        List<BigDecimal> result = client.await(id, PATIENCE).result(new TypeReference<List<BigDecimal>>() {});
        assertNotNull(result);
        assertEquals(0, new BigDecimal("12345678901234567890.5").compareTo(result.get(1)));
    }

    @Test
    void sendsEveryOptionOfAJob() {
        Instant before = Instant.now();
        String key = TestServer.unique("key");
        JobRequest request = JobRequest.of("echo", "x")
                .withQueue("options")
                .withPriority(7)
                .withDelay(Duration.ofHours(2))
                .withMaxRetries(9)
                .withTimeout(Duration.ofSeconds(77))
                .withKey(key)
                .withBackoff(new JobRequest.Pauses(Duration.ofSeconds(1), 3, Duration.ofMinutes(1), 0.25));
        EnqueuedJob enqueued = client.enqueue(request);
        Job job = client.job(enqueued.jobId());
        assertEquals("options", enqueued.queue());
        assertEquals(Job.State.PENDING, enqueued.state());
        assertEquals(7, job.priority());
        assertEquals(9, job.maxRetries());
        assertEquals(Duration.ofSeconds(77), job.timeout());
        assertEquals(key, job.key());
        assertTrue(job.runAt().isAfter(before.plus(Duration.ofMinutes(119))), job.toString());
        assertEquals(enqueued.jobId(), client.enqueue(request).jobId());
        client.cancel(enqueued.jobId());
    }

    @Test
    void runsAJobAtAnInstant() {
        Instant at = Instant.now().plus(Duration.ofDays(300)).truncatedTo(ChronoUnit.MILLIS);
        String id = client.enqueue(JobRequest.of("echo", 1).withRunAt(at)).jobId();
        assertEquals(at, client.job(id).runAt());
        Explanation explanation = client.explain(id);
        assertEquals(id, explanation.id());
        assertEquals("scheduled", explanation.reasons().getFirst().code());
        assertFalse(explanation.reasons().getFirst().message().isEmpty());
        client.cancel(id);
    }

    @Test
    void makesAKeyWhereThereIsNone() {
        String first = client.enqueue("echo", 1).jobId();
        String second = client.enqueue("echo", 1).jobId();
        assertNotEquals(first, second);
        assertNotNull(client.job(first).key());
    }

    @Test
    void enqueuesManyAndSaysWhichWereRefused() {
        List<BatchResult<EnqueuedJob>> results = client.enqueueMany(
                List.of(JobRequest.of("echo", 1), JobRequest.of("no-such-job", 1), JobRequest.of("echo", 2)));
        assertTrue(results.get(0).succeeded());
        assertInstanceOf(NotFoundException.class, results.get(1).error());
        assertThrows(NotFoundException.class, results.get(1)::get);
        assertEquals("default", results.get(2).get().queue());
    }

    @Test
    void enqueuesAllOrNone() {
        String queue = TestServer.unique("q");
        DwpException refused = assertThrows(
                NotFoundException.class,
                () -> client.enqueueAll(
                        List.of(JobRequest.of("echo", 1).withQueue(queue), JobRequest.of("no-such-job", 1))));
        assertEquals("jobs[1]", refused.details());
        assertEquals(0, client.jobs(JobFilter.all().withQueue(queue)).count());
        assertEquals(
                2,
                client.enqueueAll(List.of(JobRequest.of("echo", 1), JobRequest.of("echo", 2)))
                        .size());
    }

    @Test
    void cancelsOneAndMany() {
        JobRequest later = JobRequest.of("echo", 1).withDelay(Duration.ofHours(1));
        String one = client.enqueue(later).jobId();
        client.cancel(one);
        client.cancel(one);
        assertEquals(Job.State.CANCELLED, client.job(one).state());
        String two = client.enqueue(later).jobId();
        String unknown = "job_01kg9smf18epyarc27yz5s3khq";
        List<BatchResult<String>> results = client.cancelMany(List.of(two, unknown));
        assertEquals(two, results.get(0).get());
        assertInstanceOf(NotFoundException.class, results.get(1).error());
        String done = client.enqueue("echo", 1).jobId();
        client.await(done, PATIENCE);
        assertThrows(ConflictException.class, () -> client.cancel(done));
    }

    @Test
    void listsJobsPageByPage() {
        String queue = TestServer.unique("q");
        Set<String> made = new HashSet<>();
        for (int i = 0; i < 7; i++) {
            made.add(client.enqueue(JobRequest.of("echo", i).withQueue(queue).withDelay(Duration.ofHours(1)))
                    .jobId());
        }
        JobFilter filter = JobFilter.all()
                .withQueue(queue)
                .withName("echo")
                .withState(Job.State.PENDING)
                .withCreated(Instant.EPOCH, null)
                .withPageSize(3);
        List<String> listed = client.jobs(filter).map(Job::id).toList();
        assertEquals(7, listed.size());
        assertEquals(made, new HashSet<>(listed));
        assertEquals(3, client.jobsPage(filter, null).items().size());
        client.cancelMany(made);
        assertEquals(0, client.jobs(filter).count());
    }

    @Test
    void givesUpWaitingInTime() {
        String id = client.enqueue(JobRequest.of("echo", 1).withDelay(Duration.ofHours(1)))
                .jobId();
        assertThrows(DwpTimeoutException.class, () -> client.await(id, Duration.ofMillis(20)));
        var failure = assertThrows(
                ExecutionException.class,
                () -> client.awaitAsync(id, Duration.ofMillis(20)).get(1, TimeUnit.MINUTES));
        assertInstanceOf(DwpTimeoutException.class, failure.getCause());
        client.cancel(id);
    }

    @Test
    void runsAWorkflowAndShowsItsTimeline() {
        String id = client.start("order-pipeline", Map.of("order_id", "o-1", "items", List.of("a", "b")))
                .runId();
        Run run = client.awaitRun(id, PATIENCE);
        assertEquals(Run.State.COMPLETED, run.state());
        assertEquals(
                "o-1", run.result(new TypeReference<Map<String, Object>>() {}).get("order_id"));
        List<TimelineEntry> timeline = client.timeline(id);
        assertEquals("validate", timeline.getFirst().stepName());
        assertEquals("step", timeline.getFirst().kind());
        assertEquals(1, timeline.getFirst().attempt());
        assertEquals(
                timeline.subList(1, timeline.size()),
                client.timelineAfter(id, timeline.getFirst().seq()));
        assertEquals("finished", client.explainRun(id).reasons().getFirst().code());
        client.replayRun(id, "send-confirmation");
        assertTrue(client.awaitRun(id, PATIENCE).succeeded());
        assertTrue(client.runs(RunFilter.all().withName("order-pipeline").withState(Run.State.COMPLETED))
                .anyMatch(run2 -> run2.id().equals(id)));
    }

    @Test
    void publishesAnEventOnce() {
        String order = TestServer.unique("order");
        String id = client.start("await-payment", Map.of("order_id", order)).runId();
        EventRequest event = EventRequest.of("payment-received", Map.of("amount", 12))
                .withKey(order)
                .withDedup(TestServer.unique("dedup"));
        String first = client.publish(event).eventId();
        assertEquals(first, client.publish(event).eventId());
        Run run = client.awaitRun(id, PATIENCE);
        assertEquals(
                true, run.result(new TypeReference<Map<String, Object>>() {}).get("paid"));
    }

    @Test
    void cancelsARun() {
        String id = client.start(RunRequest.of("nap", Map.of("ms", 3_600_000))).runId();
        client.cancelRun(id);
        assertEquals(Run.State.CANCELLED, client.awaitRun(id, PATIENCE).state());
    }

    @Test
    void keepsDeadLetters() {
        String queue = TestServer.unique("dead");
        String id = client.enqueue(JobRequest.of("flaky", Map.of("fail_times", 1))
                        .withQueue(queue)
                        .withMaxRetries(0))
                .jobId();
        assertEquals(Job.State.FAILED, client.await(id, PATIENCE).state());
        assertEquals(
                List.of(id),
                client.deadLetters(JobFilter.all().withQueue(queue))
                        .map(Job::id)
                        .toList());
        assertEquals(id, client.replayDeadLetter(id).jobId());
        assertEquals(Job.State.FAILED, client.await(id, PATIENCE).state());
        assertEquals(id, client.replayDeadLetters(List.of(id)).getFirst().get());
        client.await(id, PATIENCE);
        client.purge(id);
        assertThrows(NotFoundException.class, () -> client.job(id));
        assertInstanceOf(
                NotFoundException.class,
                client.purgeMany(List.of(id)).getFirst().error());
    }

    @Test
    void pausesAndResumesQueuesForOperators() {
        String queue = TestServer.unique("q");
        operator.pauseQueue(queue);
        assertTrue(operator.queues().anyMatch(info -> info.queue().equals(queue) && info.paused()));
        operator.resumeQueue(queue);
        assertThrows(ForbiddenException.class, () -> client.pauseQueue(queue));
    }

    @Test
    void showsWhatTheServerHas() {
        assertTrue(client.handlers().jobs().stream()
                .anyMatch(type -> type.name().equals("send-email") && type.payload() != null));
        assertTrue(client.handlers().workflows().stream()
                .anyMatch(type -> type.name().equals("nap") && !type.versions().isEmpty()));
        assertEquals("daily-cleanup", client.crons().findFirst().orElseThrow().name());
        assertEquals("memory", client.stats().store());
        assertTrue(client.queues().noneMatch(info -> info.queue().isEmpty()));
    }

    @Test
    void callsAnyMethod() {
        assertEquals("memory", client.call("stats", null).path("store").asText());
        BadRequestException refused =
                assertThrows(BadRequestException.class, () -> client.call("job.get", Map.of("job_id", "nonsense")));
        assertEquals(400, refused.code());
        BadRequestException unknown = assertThrows(BadRequestException.class, () -> client.call("job.gett", null));
        assertEquals(405, unknown.code());
    }

    @Test
    void settlesFuturesInTheSameWay() throws Exception {
        String id = client.enqueueAsync(JobRequest.of("echo", "later"))
                .thenCompose(job -> client.awaitAsync(job.jobId(), PATIENCE))
                .thenApply(Job::id)
                .get(1, TimeUnit.MINUTES);
        assertEquals("later", client.job(id).result(String.class));
        var failure = assertThrows(
                ExecutionException.class,
                () -> client.jobAsync("job_01kg9smf18epyarc27yz5s3khq").get(1, TimeUnit.MINUTES));
        assertInstanceOf(NotFoundException.class, failure.getCause());
    }

    @Test
    void doesNotShowOneTenantAnother() {
        String id = client.enqueue("echo", 1).jobId();
        try (DwpClient other = client(server, "other-token")) {
            assertThrows(NotFoundException.class, () -> other.job(id));
        }
        try (DwpClient reader = client(server, "read-token")) {
            assertEquals(id, reader.job(id).id());
            ForbiddenException refused = assertThrows(ForbiddenException.class, () -> reader.enqueue("echo", 1));
            assertTrue(refused.getMessage().contains("job:write"), refused.getMessage());
        }
    }
}
