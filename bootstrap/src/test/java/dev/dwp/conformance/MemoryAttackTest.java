package dev.dwp.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server with a heap of 512 MB and the memory store, whose clients send what unfolds to as much as it may. */
@DisplayName("PROTOCOL §2: nobody's frames take the memory from others")
class MemoryAttackTest {
    private static final int ATTACKERS = 20;
    private static final long MEGABYTE = 1L << 20;
    private static final byte[] BOMB = Amplification.frame("x", 1_040_000);
    private static final String AUTH = "{\"id\":\"0\",\"method\":\"auth\",\"data\":{\"token\":\"demo-token\"}}";

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private ServerProcess server;
    private Path log;

    @BeforeEach
    void start() throws IOException {
        log = folder.resolve("log");
        server = ServerProcess.startWith("512m", log, "--store", "memory");
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    @DisplayName("a million objects in a million octets, without a token: by RPC, and as a first message of 1 KB")
    void withoutToken() throws Exception {
        attack(5, List.of(this::bombByRpc, this::bombAsFirstMessage));
    }

    @Test
    @DisplayName(
            "the same of somebody who is known, and payloads as dense as they may be, which are kept and worked on")
    void withToken() throws Exception {
        attack(2, List.of(this::bombOnSession, this::densePayloads));
    }

    /** While the attackers go on, somebody else's jobs are enqueued, done and shown. */
    private void attack(int rounds, List<Callable<Void>> kinds) throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                RpcDriver rpc = new RpcDriver(server.uri(), Wire.JSON)) {
            Future<Integer> bystander = threads.submit(() -> workUntil(over, rpc));
            List<Future<Void>> attackers = new ArrayList<>();
            for (int i = 0; i < ATTACKERS; i++) {
                Callable<Void> kind = kinds.get(i % kinds.size());
                attackers.add(threads.submit(() -> {
                    for (int round = 0; round < rounds; round++) {
                        kind.call();
                    }
                    return null;
                }));
            }
            for (Future<Void> attacker : attackers) {
                attacker.get(5, TimeUnit.MINUTES);
            }
            over.set(true);
            assertTrue(bystander.get(1, TimeUnit.MINUTES) > 0);
        }
        assertFalse(Files.readString(log).contains("OutOfMemoryError"), Files.readString(log));
        assertTrue(liveHeap() < 256 * MEGABYTE, liveHeap() + " octets are still held");
    }

    private static int workUntil(AtomicBoolean over, RpcDriver rpc) throws Exception {
        int done = 0;
        while (!over.get() || done == 0) {
            String job = call(rpc, "job.enqueue", Data.of("name", "echo", "payload", done))
                    .path("job_id")
                    .asText();
            JsonNode ended = call(rpc, "job.get", Data.of("job_id", job, "wait_ms", 10_000));
            while (!ended.path("state").asText().equals("completed")) {
                ended = call(rpc, "job.get", Data.of("job_id", job, "wait_ms", 10_000));
            }
            assertEquals(done, ended.path("result").asInt(-1), ended.toString());
            done++;
        }
        return done;
    }

    private static JsonNode call(RpcDriver rpc, String method, ObjectNode data) throws Exception {
        ObjectNode frame = Wire.MAPPER.createObjectNode();
        frame.put("id", "1").put("method", method).set("data", data);
        JsonNode answer = rpc.exchange(frame, "demo-token");
        assertFalse(answer.has("error"), answer.toString());
        return answer.path("data");
    }

    private int post(byte[] body, String type, String token) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(server.uri().resolve("/dwp/rpc"))
                .header("Content-Type", type)
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private Void bombByRpc() throws Exception {
        int status = post(BOMB, "application/msgpack", "wrong");
        assertTrue(status == 401 || status == 503, Integer.toString(status));
        return null;
    }

    private Void bombAsFirstMessage() throws Exception {
        try (RawWebSocket socket = new RawWebSocket(server.uri())) {
            socket.sendDeflated(RawWebSocket.BINARY, BOMB);
            assertEquals(1009, socket.closeCode());
        }
        return null;
    }

    private Void bombOnSession() throws Exception {
        try (RawWebSocket socket = new RawWebSocket(server.uri())) {
            socket.send(RawWebSocket.TEXT, AUTH.getBytes(UTF_8));
            socket.message();
            for (int i = 0; i < 2; i++) {
                socket.sendDeflated(RawWebSocket.BINARY, BOMB);
            }
            for (int i = 0; i < 2; i++) {
                int code = socket.message().at("/error/code").asInt();
                assertTrue(code == 413 || code == 503, Integer.toString(code));
            }
        }
        return null;
    }

    /** A job whose payload has nearly as many arrays as a frame of a megabyte may. */
    private Void densePayloads() throws Exception {
        String frame = "{\"id\":\"d\",\"method\":\"job.enqueue\",\"data\":{\"name\":\"echo\",\"payload\":[%s0]}}"
                .formatted("[0],".repeat(260_000));
        int status = post(frame.getBytes(UTF_8), "application/json", "demo-token");
        assertTrue(status == 200 || status == 503, Integer.toString(status));
        return null;
    }

    /** Octets that live objects take, after a full collection. */
    private long liveHeap() throws Exception {
        diagnose("GC.run");
        String histogram = diagnose("GC.class_histogram");
        String total = histogram
                .lines()
                .filter(line -> line.startsWith("Total"))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(total.strip().split("\\s+", -1)[2]);
    }

    private String diagnose(String command) throws Exception {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(server.pid()),
                        command)
                .redirectErrorStream(true)
                .start();
        String said = new String(jcmd.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, jcmd.waitFor(), said);
        return said;
    }
}
