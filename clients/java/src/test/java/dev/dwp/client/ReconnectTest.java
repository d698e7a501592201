package dev.dwp.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.client.error.ConnectionLostException;
import dev.dwp.client.error.DwpException;
import dev.dwp.client.error.TooLargeException;
import dev.dwp.client.model.Event;
import dev.dwp.client.model.Job;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that are cut, closed by half, and fall silent. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReconnectTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration SOON = Duration.ofMillis(5);

    private TestServer server;
    private DwpClient direct;

    @BeforeAll
    void start() {
        server = TestServer.start();
        direct = DwpClient.connect(server.uri("ws"), TestServer.TOKEN);
    }

    @AfterAll
    void stop() {
        direct.close();
        server.close();
    }

    private ClientBuilder through(CuttingProxy proxy, String scheme) {
        return DwpClient.builder(proxy.uri(scheme))
                .token(TestServer.TOKEN)
                .timeout(PATIENCE)
                .heartbeat(Duration.ofMillis(500))
                .connectTimeout(Duration.ofSeconds(2))
                .reconnect(SOON, SOON.multipliedBy(10));
    }

    @ParameterizedTest
    @CsvSource({"ws, 1, false", "ws, 2, false", "ws, 3, true", "http, 4, false", "http, 5, true"})
    void missesNoEventAndRepeatsNoneWhileConnectionsAreCut(String scheme, long seed, boolean msgpack) throws Exception {
        int jobs = 150;
        String queue = TestServer.unique("q");
        try (CuttingProxy proxy = new CuttingProxy(server.port())) {
            ClientBuilder builder = through(proxy, scheme);
            try (DwpClient client = (msgpack ? builder.msgpack() : builder).connect();
                    Subscription events = client.subscribe(
                            "queue:" + queue, SubscribeOptions.fromNow().withBuffer(20))) {
                proxy.suffer(new Random(seed), 12);
                CompletableFuture<Void> producing = enqueue(jobs, queue);
                List<String> seen = new ArrayList<>();
                int finished = 0;
                while (finished < jobs) {
                    Event event = events.next(PATIENCE).orElseThrow();
                    seen.add(event.cursor());
                    finished += event.isFinal() ? 1 : 0;
                }
                producing.get(1, TimeUnit.MINUTES);
                assertEquals(all(queue, jobs), seen);
                assertTrue(proxy.connections() > 3, "The connections were cut: " + proxy.connections());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"ws, 21", "ws, 22", "http, 23"})
    void watchesEachJobFromItsFirstEventWhileConnectionsAreCut(String scheme, long seed) {
        try (CuttingProxy proxy = new CuttingProxy(server.port());
                DwpClient client = through(proxy, scheme).connect()) {
            proxy.suffer(new Random(seed), 12);
            for (int i = 0; i < 60; i++) {
                try (Watch watch = client.enqueueAndWatch(JobRequest.of("echo", i))) {
                    List<String> types = new ArrayList<>();
                    watch.forEach(event -> types.add(event.type()));
                    assertEquals(List.of("job.enqueued", "job.started", "job.completed"), types);
                }
            }
            assertTrue(proxy.connections() > 3, "The connections were cut: " + proxy.connections());
        }
    }

    private CompletableFuture<Void> enqueue(int jobs, String queue) {
        return CompletableFuture.runAsync(() -> {
            for (int i = 0; i < jobs; i++) {
                direct.enqueue(JobRequest.of("echo", i).withQueue(queue));
            }
        });
    }

    /** The cursors of all events of a queue up to its last job's end, over a connection that nothing happens to. */
    private List<String> all(String queue, int jobs) {
        List<String> cursors = new ArrayList<>();
        try (Subscription events = direct.subscribe("queue:" + queue, SubscribeOptions.fromOldest())) {
            int finished = 0;
            while (finished < jobs) {
                Event event = events.next(PATIENCE).orElseThrow();
                cursors.add(event.cursor());
                finished += event.isFinal() ? 1 : 0;
            }
        }
        return cursors;
    }

    @ParameterizedTest
    @CsvSource({"ws, 11", "ws, 12", "http, 13"})
    void enqueuesEachJobOnceWhileConnectionsAreCut(String scheme, long seed) throws Exception {
        int jobs = 200;
        String queue = TestServer.unique("q");
        try (CuttingProxy proxy = new CuttingProxy(server.port());
                DwpClient client = through(proxy, scheme).connect()) {
            proxy.suffer(new Random(seed), 15);
            List<CompletableFuture<String>> calls = IntStream.range(0, jobs)
                    .mapToObj(i -> client.enqueueAsync(JobRequest.of("echo", i).withQueue(queue))
                            .thenApply(job -> job.jobId()))
                    .toList();
            HashSet<String> ids = new HashSet<>();
            for (CompletableFuture<String> call : calls) {
                ids.add(call.get(2, TimeUnit.MINUTES));
            }
            assertEquals(jobs, ids.size());
            assertEquals(jobs, direct.jobs(JobFilter.all().withQueue(queue)).count());
            assertTrue(proxy.connections() > 2, "The connections were cut: " + proxy.connections());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws", "http"})
    void sendsACallAgainWhoseAnswerWasLostOnlyWhereThatIsSafe(String scheme) throws Exception {
        try (CuttingProxy proxy = new CuttingProxy(server.port());
                DwpClient client = through(proxy, scheme).connect()) {
            String queue = TestServer.unique("q");
            CompletableFuture<Job> waiting;
            String id = client.enqueue(JobRequest.of("echo", 1).withQueue(queue).withDelay(Duration.ofHours(1)))
                    .jobId();
            try (Subscription events = direct.subscribe("job:" + id)) {
                waiting = client.awaitAsync(id, PATIENCE);
                int before = proxy.connections();
                proxy.cut();
                proxy.awaitConnections(before + 1);
                direct.cancel(id);
                assertTrue(events.next(PATIENCE).orElseThrow().isFinal());
            }
            assertEquals(Job.State.CANCELLED, waiting.get(2, TimeUnit.MINUTES).state());

            proxy.hold();
            CompletableFuture<?> unsafe = client.replayRunAsync("run_01kg9smf18epyarc27yz5s3khq", "step");
            proxy.cut();
            proxy.letGo();
            var lost = assertThrows(ExecutionException.class, () -> unsafe.get(2, TimeUnit.MINUTES));
            assertInstanceOf(DwpException.class, lost.getCause());
            assertEquals(id, client.job(id).id());
        }
    }

    @Test
    void givesUpAPeerThatIsSilent() throws Exception {
        try (CuttingProxy proxy = new CuttingProxy(server.port());
                DwpClient client = through(proxy, "ws")
                        .heartbeat(Duration.ofMillis(100))
                        .connectTimeout(Duration.ofMillis(300))
                        .connect()) {
            proxy.hold();
            CompletableFuture<String> call =
                    client.enqueueAsync(JobRequest.of("echo", 1)).thenApply(job -> job.jobId());
            proxy.awaitConnections(2);
            proxy.letGo();
            assertTrue(call.get(2, TimeUnit.MINUTES).startsWith("job_"));
        }
    }

    @Test
    void holdsABoundedNumberOfEventsForAProgramThatTakesNone() throws Exception {
        int jobs = 100;
        String queue = TestServer.unique("q");
        try (Subscription lazy =
                direct.subscribe("queue:" + queue, SubscribeOptions.fromNow().withBuffer(7))) {
            enqueue(jobs, queue).get(1, TimeUnit.MINUTES);
            List<String> all = all(queue, jobs);
            assertTrue(lazy.waiting() <= 7, "Events wait here: " + lazy.waiting());
            List<String> seen = new ArrayList<>();
            while (seen.size() < all.size()) {
                seen.add(lazy.next(PATIENCE).orElseThrow().cursor());
                assertTrue(lazy.waiting() <= 7, "Events wait here: " + lazy.waiting());
            }
            assertEquals(all, seen);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws", "http"})
    void settlesCallsUnderWayWhenItIsClosed(String scheme) {
        DwpClient client = DwpClient.connect(server.uri(scheme), TestServer.TOKEN);
        String id = client.enqueue(JobRequest.of("echo", 1).withDelay(Duration.ofHours(1)))
                .jobId();
        CompletableFuture<Job> waiting = client.awaitAsync(id, PATIENCE);
        client.close();
        var failure = assertThrows(ExecutionException.class, () -> waiting.get(1, TimeUnit.MINUTES));
        assertInstanceOf(ConnectionLostException.class, failure.getCause());
        assertThrows(ConnectionLostException.class, () -> client.job(id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws", "http"})
    void settlesEverythingWhenTheTriesAreUsedUp(String scheme) throws Exception {
        try (CuttingProxy proxy = new CuttingProxy(server.port());
                DwpClient client =
                        through(proxy, scheme).reconnect(SOON, SOON, 2).connect();
                Subscription events = client.subscribe("jobs")) {
            proxy.refuse(true);
            proxy.cut();
            assertThrows(ConnectionLostException.class, events::next);
            assertThrows(ConnectionLostException.class, client::stats);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws", "http"})
    void failsAtOnceWhereThereIsNoServer(String scheme) {
        int port;
        try (CuttingProxy proxy = new CuttingProxy(0)) {
            port = proxy.uri(scheme).getPort();
        }
        var nowhere = URI.create("%s://localhost:%d/dwp".formatted(scheme, port));
        ConnectionLostException lost =
                assertThrows(ConnectionLostException.class, () -> DwpClient.connect(nowhere, TestServer.TOKEN));
        assertEquals("No connection to %s: connection refused.".formatted(nowhere), lost.getMessage());
    }

    @Test
    void refusesWhatTheServerWouldCloseTheConnectionFor() {
        var tooLarge = assertThrows(
                TooLargeException.class, () -> direct.enqueue("echo", Map.of("text", "x".repeat(2 << 20))));
        assertEquals(413, tooLarge.code());
        assertTrue(direct.enqueue("echo", 1).jobId().startsWith("job_"));
    }

    @Test
    void takesTurnsForThePlacesOfAConnection() throws Exception {
        try (DwpClient client = DwpClient.builder(server.uri("ws"))
                .token(TestServer.TOKEN)
                .inFlight(4)
                .connect()) {
            String id = client.enqueue(JobRequest.of("echo", 1).withDelay(Duration.ofHours(1)))
                    .jobId();
            List<CompletableFuture<Job>> waiting = IntStream.range(0, 20)
                    .mapToObj(i -> client.awaitAsync(id, PATIENCE))
                    .toList();
            assertEquals(Job.State.PENDING, client.job(id).state(), "Waiting calls leave a place for others.");
            client.cancel(id);
            for (CompletableFuture<Job> call : waiting) {
                assertEquals(Job.State.CANCELLED, call.get(2, TimeUnit.MINUTES).state());
            }
        }
    }
}
