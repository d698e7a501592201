package dev.dwp.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that ask for much and read nothing, and a server of 512 MB. */
class UnreadAnswersTest {
    private static final int PEERS = 6;
    private static final int REQUESTS = 64;

    @TempDir
    private Path folder;

    @Test
    @DisplayName("PROTOCOL §7.4: who leaves answers unread costs the others nothing, and gets them when it reads")
    void answersThatNobodyReadsHoldUpNobody() throws Exception {
        List<String> arguments = List.of("serve", "--port", "0", "--store", "memory");
        List<PausedPeer> silent = new ArrayList<>();
        try (ServerProcess server =
                        ServerProcess.start(folder.resolve("log"), "512m", "dev.dwp.bootstrap.Main", arguments);
                RpcDriver rpc = new RpcDriver(server.uri(), Wire.JSON)) {
            ObjectNode job = Data.of("name", "echo", "delay_ms", 3_600_000, "payload", "x".repeat(3000));
            for (int i = 0; i < 10; i++) {
                JsonNode made = ask(rpc, "job.enqueue", Data.of("jobs", Collections.nCopies(100, job)));
                assertEquals(100, made.at("/data/jobs").size());
            }
            for (int i = 0; i < PEERS; i++) {
                PausedPeer peer = new PausedPeer(server.uri(), "read-token");
                silent.add(peer);
                for (int n = 0; n < REQUESTS; n++) {
                    peer.send("{\"id\":\"l%d\",\"method\":\"job.list\",\"data\":{\"limit\":1000}}".formatted(n));
                }
            }
            try (WebSocketPeer busy = WebSocketPeer.connect(server.uri(), "demo-token")) {
                for (int i = 0; i < 50; i++) {
                    assertTrue(busy.call("job.list", Data.of("limit", 1000))
                                    .at("/data/jobs")
                                    .size()
                            > 200);
                    assertEquals(
                            100,
                            ask(rpc, "job.list", Data.of()).at("/data/jobs").size());
                    JsonNode done = busy.call("job.enqueue", Data.of("name", "echo", "payload", i));
                    assertTrue(done.at("/data/job_id").asText().startsWith("job_"), done::toString);
                }
            }
            assertUnread(server);
            PausedPeer reader = silent.getFirst();
            List<String> answered = new ArrayList<>();
            for (int n = 0; n < REQUESTS; n++) {
                JsonNode answer = reader.read(frame -> frame.has("correl_id"));
                assertTrue(answer.at("/data/jobs").size() > 200);
                answered.add(answer.path("correl_id").asText());
            }
            assertEquals(REQUESTS, answered.stream().distinct().count());
        } finally {
            for (PausedPeer peer : silent) {
                peer.close();
            }
        }
    }

    /** Each peer leaves more unread than the operating system takes for it. */
    private static void assertUnread(ServerProcess server) throws IOException {
        MetricsPage page = MetricsPage.of(server.uri());
        double unread = page.value("dwp_unread_bytes");
        assertTrue(unread > PEERS * 100_000 && unread < 64 << 20, () -> "dwp_unread_bytes is " + unread);
    }

    private static JsonNode ask(RpcDriver rpc, String method, ObjectNode data) throws Exception {
        return rpc.exchange(Data.of("id", "r", "type", "request", "method", method, "data", data), "demo-token");
    }
}
