package dev.dwp.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server on SQLite that is killed under load: what it has acknowledged is there afterwards, and goes on. */
class KilledServerTest {
    private static final int CLIENTS = 4;
    private static final int ACKNOWLEDGED_BEFORE_THE_KILL = 200;

    @TempDir
    Path folder;

    private ServerProcess server() throws Exception {
        return ServerProcess.start(folder.resolve("log"), "--store", "sqlite:" + folder.resolve("dwp.db"));
    }

    @Test
    @DisplayName("PROTOCOL §6, §7.3: acknowledged jobs, cancels, runs and events outlive kill -9; cursors go on")
    void losesNothingThatItAcknowledged() throws Exception {
        ConcurrentLinkedQueue<String> jobs = new ConcurrentLinkedQueue<>();
        String waiting;
        String cancelled;
        String cursor;
        try (ServerProcess server = server()) {
            try (WebSocketPeer peer = WebSocketPeer.connect(server.uri(), "demo-token")) {
                waiting = start(peer, "await-payment", "before");
                cancelled = enqueue(peer, "delay_ms", 3_600_000);
                assertEquals(
                        "cancelled",
                        peer.call("job.cancel", Data.of("job_id", cancelled))
                                .at("/data/status")
                                .asText());
                peer.call("workflow.event", Data.of("name", "payment-received", "key", "early", "payload", 1));
                cursor = peer.call("subscribe", Data.of("channel", "jobs"))
                        .at("/data/cursor")
                        .asText();
            }
            loadUntilKilled(server, jobs);
        }
        try (ServerProcess server = server();
                WebSocketPeer peer = WebSocketPeer.connect(server.uri(), "demo-token")) {
            assertEquals("cancelled", stateOf(peer, cancelled));
            peer.call("workflow.event", Data.of("name", "payment-received", "key", "before", "payload", 2));
            awaitPaid(server.uri(), peer, waiting);
            awaitPaid(server.uri(), peer, start(peer, "await-payment", "early"));
            for (String job : jobs) {
                TestServer.awaitFinal(server.uri(), "demo-token", job);
                assertEquals("completed", stateOf(peer, job));
            }
            assertEachEndsOnce(peer, jobs, cursor);
        }
    }

    /** Keeps what was acknowledged; after enough of it, the server dies in the middle of the rest. */
    private static void loadUntilKilled(ServerProcess server, ConcurrentLinkedQueue<String> acknowledged)
            throws Exception {
        CountDownLatch enough = new CountDownLatch(ACKNOWLEDGED_BEFORE_THE_KILL);
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(Thread.ofVirtual().start(() -> {
                try (RpcDriver rpc = new RpcDriver(server.uri(), Wire.JSON)) {
                    while (true) {
                        JsonNode answer = rpc.exchange(
                                Data.of("method", "job.enqueue", "data", Data.of("name", "echo", "payload", 1)),
                                "demo-token");
                        acknowledged.add(answer.at("/data/job_id").asText());
                        enough.countDown();
                    }
                } catch (Exception gone) {
                    // the server was killed
                }
            }));
        }
        enough.await();
        server.kill();
        for (Thread client : clients) {
            client.join();
        }
    }

    private static void assertEachEndsOnce(WebSocketPeer peer, Iterable<String> jobs, String after)
            throws InterruptedException {
        String marker = enqueue(peer, "priority", 1);
        peer.call("subscribe", Data.of("channel", "jobs", "after", after));
        Map<String, Integer> ends = new HashMap<>();
        long last = Data.cursor(after);
        for (JsonNode event = peer.event(); ; event = peer.event()) {
            assertTrue(Data.number(event) > last, "in order, none twice");
            last = Data.number(event);
            if (event.at("/data/final").asBoolean()) {
                ends.merge(event.at("/data/job_id").asText(), 1, Integer::sum);
            }
            if (ends.containsKey(marker)) {
                break;
            }
        }
        jobs.forEach(job -> assertEquals(1, ends.get(job), job));
    }

    private static void awaitPaid(URI server, WebSocketPeer peer, String run) throws Exception {
        TestServer.awaitFinal(server, "demo-token", run);
        JsonNode answer = peer.call("workflow.get", Data.of("run_id", run));
        assertTrue(answer.at("/data/output/paid").asBoolean(), answer.toString());
    }

    private static String start(WebSocketPeer peer, String workflow, String order) throws InterruptedException {
        return peer.call("workflow.start", Data.of("name", workflow, "input", Data.of("order_id", order)))
                .at("/data/run_id")
                .asText();
    }

    private static String enqueue(WebSocketPeer peer, String option, int value) throws InterruptedException {
        return peer.call("job.enqueue", Data.of("name", "echo", option, value))
                .at("/data/job_id")
                .asText();
    }

    private static String stateOf(WebSocketPeer peer, String job) throws InterruptedException {
        return peer.call("job.get", Data.of("job_id", job)).at("/data/state").asText();
    }
}
