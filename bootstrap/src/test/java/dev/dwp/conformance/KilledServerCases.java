package dev.dwp.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is killed under load, again and again: what it has acknowledged is there afterwards, and goes on. */
abstract class KilledServerCases {
    private static final int KILLS = 3;
    private static final int MOST_BETWEEN_KILLS = 300;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @TempDir
    Path folder;

    /** Where its state is, as the configuration spells it; the same for one test. */
    abstract String store();

    private ServerProcess server() throws IOException {
        Path file = Files.writeString(folder.resolve("properties"), "workers.lease=2s");
        return ServerProcess.start(folder.resolve("log"), "--store", store(), "--config", file.toString());
    }

    @Test
    @DisplayName("PROTOCOL §6, §7.3: acknowledged jobs, cancels, runs and events outlive kill -9; cursors go on")
    void losesNothingThatItAcknowledged() throws Exception {
        Promises promises = new Promises();
        String cursor = "evt-0";
        for (int kill = 0; kill < KILLS; kill++) {
            try (ServerProcess server = server()) {
                cursor = kill == 0 ? cursorOf(server) : cursor;
                promises.collectUntilKilled(server, 1 + random.nextInt(MOST_BETWEEN_KILLS));
            }
        }
        try (ServerProcess server = server();
                WebSocketPeer peer = WebSocketPeer.connect(server.uri(), "ops-token")) {
            Map<String, List<String>> ends = ends(peer, cursor, promises.all());
            for (Promises.Kind kind : Promises.Kind.values()) {
                for (String id : promises.of(kind)) {
                    assertEquals(List.of(kind.end), ends.get(id), () -> "%s, with seed %d".formatted(id, seed));
                }
            }
            for (String run : promises.of(Promises.Kind.PAID)) {
                JsonNode answer = peer.call("workflow.get", Data.of("run_id", run));
                assertTrue(answer.at("/data/output/paid").asBoolean(), answer::toString);
            }
        }
    }

    private static String cursorOf(ServerProcess server) throws InterruptedException {
        try (WebSocketPeer peer = WebSocketPeer.connect(server.uri(), "ops-token")) {
            return peer.call("subscribe", Data.of("channel", "firehose"))
                    .at("/data/cursor")
                    .asText();
        }
    }

    /** Reads all events after a cursor until all of these have ended: with which events they did. */
    private static Map<String, List<String>> ends(WebSocketPeer peer, String after, Set<String> ids)
            throws InterruptedException {
        Map<String, List<String>> ends = new HashMap<>();
        Set<String> open = new HashSet<>(ids);
        peer.call("subscribe", Data.of("channel", "firehose", "after", after));
        int lives = 0;
        for (long last = Data.cursor(after); !open.isEmpty(); ) {
            JsonNode event = peer.event();
            long number = Data.number(event);
            assertTrue(number > last, "in order, none twice");
            lives += number == last + 1 ? 0 : 1;
            last = number;
            if (event.at("/data/final").asBoolean()) {
                String id =
                        event.at("/data/job_id").asText(event.at("/data/run_id").asText());
                ends.computeIfAbsent(id, first -> new ArrayList<>())
                        .add(event.at("/data/type").asText());
                open.remove(id);
            }
        }
        assertTrue(
                lives <= KILLS,
                "none is missing: numbers leave some out only where a start begins another life of the log");
        return ends;
    }
}
