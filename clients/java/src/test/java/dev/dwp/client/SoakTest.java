package dev.dwp.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.client.model.Event;
import dev.dwp.client.model.Outcome;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients of each kind at work for a while, six seconds in a build: {@code DWP_SOAK_SECONDS} makes it longer, and from a minute on
 * the server is stopped and killed by turns. {@code DWP_SOAK_SEED} repeats the troubles of one.
 */
@DisplayName("Behind a proxy that cuts, delays and half-closes at random")
class SoakTest {
    private static final Duration TIME = Duration.ofSeconds(setting("DWP_SOAK_SECONDS", 6));
    private static final long SEED = setting("DWP_SOAK_SEED", System.nanoTime() % 1_000_000);
    private static final Duration LIFE = Duration.ofSeconds(20);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration SOON = Duration.ofMillis(20);
    private static final int ONCE_PER_PIECES = 60;
    private static final String QUEUE = "soak";
    private static final String LAST = "the end";
    private static final Executor THREADS = task -> Thread.ofVirtual().start(task);

    @TempDir
    private Path folder;

    private final Queue<String> jobs = new ConcurrentLinkedQueue<>();
    private final Queue<String> runs = new ConcurrentLinkedQueue<>();

    /** Kinds of clients. */
    private enum Kind {
        JSON("ws", false),
        MSGPACK("ws", true),
        HTTP("http", false),
        HTTP_MSGPACK("http", true);

        private final String scheme;
        private final boolean msgpack;

        Kind(String scheme, boolean msgpack) {
            this.scheme = scheme;
            this.msgpack = msgpack;
        }

        DwpClient through(CuttingProxy proxy) {
            ClientBuilder builder = patient(proxy.uri(scheme));
            return (msgpack ? builder.msgpack() : builder).build();
        }
    }

    private static long setting(String name, long otherwise) {
        String text = System.getenv(name);
        return text == null ? otherwise : Long.parseLong(text);
    }

    private static ClientBuilder patient(URI uri) {
        return DwpClient.builder(uri)
                .token(TestServer.TOKEN)
                .timeout(PATIENCE)
                .heartbeat(Duration.ofMillis(500))
                .connectTimeout(Duration.ofSeconds(5))
                .reconnect(SOON, SOON.multipliedBy(25));
    }

    @Test
    @DisplayName("no event is missing or comes twice, no call hangs, and none has two effects")
    void everythingOnce() throws Exception {
        try (ServerProcess server = new ServerProcess(folder.resolve("dwp.db"));
                CuttingProxy proxy = new CuttingProxy(server.port());
                DwpClient direct = patient(server.uri()).connect()) {
            String from = Objects.requireNonNull(beginning(direct));
            List<CompletableFuture<List<String>>> readers = new ArrayList<>();
            for (Kind kind : Kind.values()) {
                readers.add(CompletableFuture.supplyAsync(() -> read(kind.through(proxy), from), THREADS));
            }
            proxy.suffer(new Random(SEED), ONCE_PER_PIECES);
            List<CompletableFuture<Void>> workers = new ArrayList<>();
            Duration end = Duration.ofNanos(System.nanoTime()).plus(TIME);
            for (Kind kind : Kind.values()) {
                workers.add(CompletableFuture.runAsync(() -> work(kind.through(proxy), end), THREADS));
            }
            int restarts = restart(server, end);
            for (CompletableFuture<Void> worker : workers) {
                worker.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
            proxy.suffer(new Random(SEED), 0);
            proxy.cut();
            enqueue(direct, LAST);

            List<String> record = read(patient(server.uri()).build(), from);
            for (CompletableFuture<List<String>> reader : readers) {
                assertEquals(record, reader.get(PATIENCE.toSeconds(), TimeUnit.SECONDS), "events, seed " + SEED);
            }
            List<String> stored = direct.jobs(JobFilter.all().withQueue(QUEUE))
                    .map(job -> job.id())
                    .sorted()
                    .toList();
            assertEquals(jobs.stream().sorted().toList(), stored, "jobs, seed " + SEED);
            List<String> started = direct.runs(RunFilter.all().withName("order-pipeline"))
                    .map(run -> run.id())
                    .sorted()
                    .toList();
            assertEquals(runs.stream().sorted().toList(), started, "runs, seed " + SEED);
            System.out.printf(
                    "seed %d: %d jobs, %d runs, %d events, %d connections, %d restarts%n",
                    SEED, stored.size(), started.size(), record.size(), proxy.connections(), restarts);
        }
    }

    private static @Nullable String beginning(DwpClient direct) {
        try (Subscription events = direct.subscribe("queue:" + QUEUE)) {
            return events.cursor();
        }
    }

    private void enqueue(DwpClient client, Object payload) {
        jobs.add(client.enqueue(JobRequest.of("echo", payload).withQueue(QUEUE)).jobId());
    }

    /** The cursors of all events of the queue up to the end of the last job. */
    private static List<String> read(DwpClient client, String from) {
        List<String> cursors = new ArrayList<>();
        SubscribeOptions options = SubscribeOptions.fromNow().withAfter(from).withBuffer(20);
        try (client;
                Subscription events = client.subscribe("queue:" + QUEUE, options)) {
            String last = "";
            while (true) {
                Event event = events.next().orElseThrow();
                cursors.add(event.cursor());
                if (event.type().equals("job.enqueued")
                        && LAST.equals(client.job(event.jobId()).payload(Object.class))) {
                    last = event.jobId();
                }
                if (event.isFinal() && last.equals(event.jobId())) {
                    return cursors;
                }
            }
        }
    }

    private void work(DwpClient client, Duration end) {
        try (client) {
            for (int i = 0; System.nanoTime() - end.toNanos() < 0; i++) {
                int number = i;
                enqueue(client, number);
                client.enqueueMany(List.of(
                                JobRequest.of("echo", number).withQueue(QUEUE),
                                JobRequest.of("echo", -number).withQueue(QUEUE)))
                        .forEach(result -> jobs.add(result.get().jobId()));
                JobRequest watched = JobRequest.of("echo", Map.of("n", number)).withQueue(QUEUE);
                assertWatched(client.enqueueAndWatch(watched), "job.enqueued", jobs);
                if (number % 5 == 0) {
                    RunRequest run = RunRequest.of("order-pipeline", Map.of("order_id", "o", "items", List.of("pen")));
                    assertWatched(client.startAndWatch(run), "workflow.started", runs);
                }
            }
        }
    }

    private static void assertWatched(Watch watch, String first, Queue<String> made) {
        made.add(watch.id());
        List<String> types = new ArrayList<>();
        List<String> cursors = new ArrayList<>();
        try (watch) {
            watch.forEach(event -> {
                types.add(event.type());
                cursors.add(event.cursor());
            });
            Outcome outcome = watch.outcome();
            assertTrue(outcome.succeeded(), outcome::stateName);
        }
        Supplier<String> told = () -> "%s: %s, seed %d".formatted(watch.id(), types, SEED);
        assertFalse(types.isEmpty(), told);
        assertEquals(first, types.getFirst(), told);
        assertEquals(cursors.stream().distinct().toList(), cursors, told);
    }

    /** Ends the server and starts it again, as long as there is time; returns how often. */
    private static int restart(ServerProcess server, Duration end) throws Exception {
        int restarts = 0;
        while (Duration.ofNanos(System.nanoTime()).plus(LIFE).plus(LIFE).compareTo(end) < 0) {
            assertFalse(new CountDownLatch(1).await(LIFE.toMillis(), TimeUnit.MILLISECONDS), "Only time passes.");
            server.end(restarts % 2 == 0);
            server.start();
            restarts++;
        }
        return restarts;
    }
}
