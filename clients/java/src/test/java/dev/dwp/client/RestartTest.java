package dev.dwp.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dwp.client.model.EnqueuedJob;
import dev.dwp.client.model.Event;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that stops and starts again, with its store on the disk, while clients use it. */
class RestartTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration SOON = Duration.ofMillis(20);
    private static final int LIVES = 3;
    private static final int JOBS_IN_EACH = 40;

    @TempDir
    private Path folder;

    private TestServer start(int port) {
        return TestServer.start(Map.of(
                "store",
                "sqlite:" + folder.resolve("dwp.db"),
                "server.port",
                Integer.toString(port),
                "server.shutdown-grace",
                "2s"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws", "http"})
    void losesNoCallAndNoEventOverRestarts(String scheme) throws Exception {
        TestServer server = start(0);
        int port = server.port();
        List<String> seen = new ArrayList<>();
        Set<String> enqueued = new HashSet<>();
        try (DwpClient client = DwpClient.builder(server.uri(scheme))
                        .token(TestServer.TOKEN)
                        .timeout(PATIENCE)
                        .reconnect(SOON, SOON.multipliedBy(5))
                        .connect();
                Subscription events = client.subscribe("queue:lives")) {
            for (int life = 0; life < LIVES; life++) {
                List<CompletableFuture<EnqueuedJob>> calls = new ArrayList<>();
                for (int i = 0; i < JOBS_IN_EACH; i++) {
                    calls.add(client.enqueueAsync(JobRequest.of("echo", i).withQueue("lives")));
                }
                calls.getFirst().get(2, TimeUnit.MINUTES);
                server.close();
                server = start(port);
                for (CompletableFuture<EnqueuedJob> call : calls) {
                    enqueued.add(call.get(2, TimeUnit.MINUTES).jobId());
                }
            }
            Set<String> finished = new HashSet<>();
            while (finished.size() < enqueued.size()) {
                Event event = events.next(PATIENCE).orElseThrow();
                seen.add(event.cursor());
                if (event.isFinal()) {
                    finished.add(event.jobId());
                }
            }
            assertEquals(enqueued, finished);
            assertEquals(LIVES * JOBS_IN_EACH, enqueued.size());
            assertEquals(
                    enqueued.size(),
                    client.jobs(JobFilter.all().withQueue("lives")).count());
            assertEquals(kept(client, seen.size()), seen);
        } finally {
            server.close();
        }
    }

    /** The first events of the queue that the server keeps. */
    private static List<String> kept(DwpClient client, int count) {
        List<String> cursors = new ArrayList<>();
        try (Subscription events = client.subscribe("queue:lives", SubscribeOptions.fromOldest())) {
            while (cursors.size() < count) {
                cursors.add(events.next(PATIENCE).orElseThrow().cursor());
            }
        }
        return cursors;
    }
}
