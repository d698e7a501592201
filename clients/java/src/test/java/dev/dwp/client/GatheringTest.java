package dev.dwp.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.util.RawValue;
import dev.dwp.client.error.CallInterruptedException;
import dev.dwp.client.error.DwpException;
import dev.dwp.client.model.EnqueuedJob;
import dev.dwp.client.model.Job;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("PROTOCOL §5: jobs that share a request are each answered as if they had been enqueued alone")
class GatheringTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration SOON = Duration.ofMillis(5);
    private static final int CALLS = 150;
    private static final int KEYS = 6;
    private static final int INTERRUPTED_OF = 12;
    private static final Pattern REQUESTS =
            Pattern.compile("(?m)^dwp_requests_total\\{[^}]*method=\"job\\.enqueue\"[^}]*} ([0-9.E]+)$");

    private TestServer server;
    private DwpClient alone;

    @BeforeAll
    void start() {
        server = TestServer.start();
        alone = DwpClient.builder(server.uri("ws"))
                .token(TestServer.TOKEN)
                .noGathering()
                .connect();
    }

    @AfterAll
    void stop() {
        alone.close();
        server.close();
    }

    /** A call and what has become of it. */
    private record Asked(JobRequest job, CompletableFuture<EnqueuedJob> answer, boolean interrupted) {
        @Nullable
        EnqueuedJob made() throws Exception {
            try {
                return answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                return null;
            }
        }

        DwpException failure() {
            var settled =
                    assertThrows(ExecutionException.class, () -> answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
            return assertInstanceOf(DwpException.class, settled.getCause());
        }
    }

    @ParameterizedTest
    @CsvSource({"1, false, 0", "2, true, 0", "3, false, 12", "4, true, 12", "5, false, 6"})
    void whateverIsAmongThemAndHoweverOftenTheConnectionIsCut(long seed, boolean msgpack, int oncePerPieces)
            throws Exception {
        Random random = new Random(seed);
        String queue = TestServer.unique("q");
        try (CuttingProxy proxy = new CuttingProxy(server.port())) {
            ClientBuilder builder = DwpClient.builder(proxy.uri("ws"))
                    .token(TestServer.TOKEN)
                    .timeout(PATIENCE)
                    .heartbeat(Duration.ofMillis(500))
                    .connectTimeout(Duration.ofSeconds(2))
                    .reconnect(SOON, SOON.multipliedBy(10));
            try (DwpClient client = (msgpack ? builder.msgpack() : builder).connect()) {
                proxy.suffer(new Random(seed), oncePerPieces);
                List<Asked> asked = new ArrayList<>();
                for (int i = 0; i < CALLS; i++) {
                    asked.add(ask(client, job(random, queue, i), random.nextInt(INTERRUPTED_OF) == 0));
                }
                for (Asked call : asked) {
                    CompletableFuture.allOf(call.answer())
                            .handle((done, failure) -> true)
                            .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                }
                proxy.suffer(new Random(seed), 0);
                compare(asked, queue);
            }
        }
    }

    /** What a program may ask for, right or wrong; without a key where it is refused for itself. */
    private static JobRequest job(Random random, String queue, int number) {
        JobRequest job = JobRequest.of("echo", Map.of("n", number)).withQueue(queue);
        return switch (random.nextInt(16)) {
            case 0 -> JobRequest.of("nobody-knows-this", number).withQueue(queue);
            case 1 -> JobRequest.of("send-email", Map.of("subject", number)).withQueue(queue);
            case 2 -> job.withQueue("no queue " + number);
            case 3 -> job.withMaxRetries(-number - 1);
            case 4 -> job.withKey("");
            case 5 -> JobRequest.of("echo", nested(40)).withQueue(queue);
            case 6 -> JobRequest.of("echo", "half of a pair: \ud83d").withQueue(queue);
            case 7 ->
                JobRequest.of("echo", new RawValue("{\"raw\":" + number + "}")).withQueue(queue);
            case 8 -> JobRequest.of("echo", new BigDecimal("1e-200")).withQueue(queue);
            case 9, 10 ->
                JobRequest.of("echo", random.nextInt(2)).withQueue(queue).withKey(shared(queue, random));
            default -> job.withKey(queue + "-" + number).withPriority(number);
        };
    }

    private static String shared(String queue, Random random) {
        return "%s-shared-%d".formatted(queue, random.nextInt(KEYS));
    }

    private static Object nested(int levels) {
        return levels == 0 ? "deep" : List.of(nested(levels - 1));
    }

    private static Asked ask(DwpClient client, JobRequest job, boolean interrupt) {
        if (!interrupt) {
            return new Asked(job, client.enqueueAsync(job), false);
        }
        CompletableFuture<EnqueuedJob> answer = new CompletableFuture<>();
        Thread caller = Thread.ofVirtual().start(() -> {
            try {
                answer.complete(client.enqueue(job));
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        caller.interrupt();
        return new Asked(job, answer, true);
    }

    private void compare(List<Asked> asked, String queue) throws Exception {
        Map<String, String> byKey = new HashMap<>();
        Set<String> made = new HashSet<>();
        for (Asked call : asked) {
            JobRequest job = call.job();
            EnqueuedJob enqueued = call.made();
            if (enqueued != null) {
                made.add(enqueued.jobId());
                assertEquals(queue, enqueued.queue());
                if (job.key() != null) {
                    assertEquals(enqueued.jobId(), byKey.computeIfAbsent(job.key(), key -> enqueued.jobId()));
                }
                sameAs(job, alone.job(enqueued.jobId()));
            } else if (!call.interrupted() || !(call.failure() instanceof CallInterruptedException)) {
                refused(job, call.failure());
            }
        }
        recorded(asked, made, queue);
    }

    private static List<@Nullable Object> told(DwpException error) {
        List<@Nullable Object> all = new ArrayList<>();
        Collections.addAll(all, error.getClass(), error.code(), error.getMessage(), error.details());
        return all;
    }

    private static void sameAs(JobRequest asked, Job stored) {
        assertEquals(asked.name(), stored.name());
        assertEquals(asked.queue(), stored.queue());
        if (asked.priority() != null) {
            assertEquals(asked.priority().intValue(), stored.priority());
        }
        if (asked.payload() instanceof Map<?, ?> payload) {
            assertEquals(payload, stored.payload(Map.class));
        } else if (asked.payload() instanceof Integer number) {
            assertEquals(number, stored.payload(Integer.class));
        } else if (asked.payload() instanceof RawValue raw) {
            assertEquals(raw.rawValue(), String.valueOf(stored.json().get("payload")));
        }
    }

    /** Asking alone is refused in the same words: also where another call has had the key before, with another payload. */
    private void refused(JobRequest job, DwpException there) {
        DwpException here = assertThrows(DwpException.class, () -> alone.enqueue(job), job::toString);
        assertEquals(told(here), told(there));
    }

    /** By the server's record there is one job for each key, and none that nobody asked for. */
    private void recorded(List<Asked> asked, Set<String> made, String queue) {
        List<Job> stored = alone.jobs(JobFilter.all().withQueue(queue)).toList();
        List<String> keys = stored.stream().map(Job::key).toList();
        assertEquals(keys.stream().distinct().toList(), keys);
        Set<String> ids = stored.stream().map(Job::id).collect(Collectors.toSet());
        assertTrue(ids.containsAll(made), "All that were answered are there.");
        long mayBe = asked.stream().filter(Asked::interrupted).count();
        assertTrue(ids.size() - made.size() <= mayBe, () -> "Jobs that nobody asked for: " + ids.size());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void thatWaitBesideEachOtherTakeFewRequests(boolean msgpack) throws Exception {
        int calls = 500;
        try (CuttingProxy proxy = new CuttingProxy(server.port());
                DwpClient client = connect(proxy, msgpack, true)) {
            double before = requests();
            proxy.hold();
            Map<Integer, CompletableFuture<EnqueuedJob>> answers = new LinkedHashMap<>();
            IntStream.range(0, calls)
                    .forEach(i -> answers.put(i, client.enqueueAsync(JobRequest.of("echo", Map.of("n", i)))));
            proxy.letGo();
            for (var answer : answers.entrySet()) {
                String id = answer.getValue().get(1, TimeUnit.MINUTES).jobId();
                assertEquals(Map.of("n", answer.getKey()), alone.job(id).payload(Map.class));
            }
            double requests = requests() - before;
            assertTrue(requests < 20, "Requests for %d jobs: %.0f".formatted(calls, requests));
        }
    }

    @Test
    void haveARequestEachWhereTheProgramWantsThat() throws Exception {
        int calls = 100;
        try (CuttingProxy proxy = new CuttingProxy(server.port());
                DwpClient client = connect(proxy, false, false)) {
            double before = requests();
            proxy.hold();
            List<CompletableFuture<EnqueuedJob>> answers = IntStream.range(0, calls)
                    .mapToObj(i -> client.enqueueAsync(JobRequest.of("echo", i)))
                    .toList();
            proxy.letGo();
            for (CompletableFuture<EnqueuedJob> answer : answers) {
                assertNotNull(answer.get(1, TimeUnit.MINUTES).jobId());
            }
            assertEquals(calls, requests() - before);
        }
    }

    @Test
    void takeNoMoreOfAFrameThanTheServerDoes() throws Exception {
        String text = "x".repeat(100_000);
        try (DwpClient client = server.client(TestServer.TOKEN)) {
            List<CompletableFuture<EnqueuedJob>> answers = IntStream.range(0, 60)
                    .mapToObj(i -> client.enqueueAsync(JobRequest.of("echo", List.of(i, text))))
                    .toList();
            for (int i = 0; i < answers.size(); i++) {
                String id = answers.get(i).get(1, TimeUnit.MINUTES).jobId();
                assertEquals(List.of(i, text), alone.job(id).payload(List.class));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("tenantsThatFitNoSharedRequest")
    void areEachAnsweredWhereTheirRequestCannotBeSent(String app) throws Exception {
        String text = "x".repeat(40_000);
        List<JobRequest> jobs = IntStream.range(0, 30)
                .mapToObj(i -> JobRequest.of("echo", List.of(i, text)))
                .toList();
        ClientBuilder builder =
                DwpClient.builder(server.uri("ws")).token(TestServer.TOKEN).tenant(app, null);
        try (DwpClient gathers = builder.connect();
                DwpClient single = builder.noGathering().connect()) {
            DwpException here = assertThrows(DwpException.class, () -> single.enqueue(jobs.getFirst()));
            List<Asked> asked = jobs.stream()
                    .map(job -> new Asked(job, gathers.enqueueAsync(job), false))
                    .toList();
            for (Asked call : asked) {
                assertEquals(told(here), told(call.failure()));
            }
        }
    }

    /** What no format has octets for, and what leaves room for a job in a frame of 1 MiB, but for no two. */
    static List<String> tenantsThatFitNoSharedRequest() {
        return List.of("half of a pair: \ud83d", "a".repeat(970_000));
    }

    private static DwpClient connect(CuttingProxy proxy, boolean msgpack, boolean gathering) {
        ClientBuilder builder = DwpClient.builder(proxy.uri("ws")).token(TestServer.TOKEN);
        builder = msgpack ? builder.msgpack() : builder;
        return (gathering ? builder : builder.noGathering()).connect();
    }

    /** The requests to enqueue that the server has answered. */
    private double requests() throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            URI metrics = URI.create("http://localhost:%d/metrics".formatted(server.port()));
            String text = http.send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
            double sum = 0;
            for (Matcher line = REQUESTS.matcher(text); line.find(); ) {
                sum += Double.parseDouble(line.group(1));
            }
            return sum;
        }
    }
}
