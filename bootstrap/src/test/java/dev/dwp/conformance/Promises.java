package dev.dwp.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/** What clients were told by a server while it lived: their own record, to be held against what it says afterwards. */
final class Promises {
    private static final int CLIENTS = 4;
    private static final int AN_HOUR = 3_600_000;

    /** What was promised. */
    enum Kind {
        DONE("job.completed"),
        CANCELLED("job.cancelled"),
        PAID("workflow.completed");

        /** The event by which it is kept. */
        final String end;

        Kind(String end) {
            this.end = end;
        }
    }

    private final Map<Kind, Queue<String>> made = new ConcurrentHashMap<>();

    Promises() {
        for (Kind kind : Kind.values()) {
            made.put(kind, new ConcurrentLinkedQueue<>());
        }
    }

    Queue<String> of(Kind kind) {
        return made.getOrDefault(kind, new ConcurrentLinkedQueue<>());
    }

    Set<String> all() {
        Set<String> all = new HashSet<>();
        made.values().forEach(all::addAll);
        return all;
    }

    /** Has clients ask for all kinds of things; after so many promises the server dies in the middle of the rest. */
    void collectUntilKilled(ServerProcess server, int enough) throws InterruptedException {
        CountDownLatch left = new CountDownLatch(enough);
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(Thread.ofVirtual().start(() -> collect(server, left)));
        }
        left.await();
        server.kill();
        for (Thread client : clients) {
            client.join();
        }
    }

    private void collect(ServerProcess server, CountDownLatch left) {
        try (RpcDriver rpc = new RpcDriver(server.uri(), Wire.JSON)) {
            while (true) {
                keep(Kind.DONE, ask(rpc, "job.enqueue", Data.of("name", "echo")).path("job_id"), left);
                keep(Kind.CANCELLED, cancelled(rpc), left);
                keep(Kind.PAID, paid(rpc), left);
            }
        } catch (IOException killed) {
            // as it was to be
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void keep(Kind kind, JsonNode id, CountDownLatch left) {
        of(kind).add(id.asText());
        left.countDown();
    }

    private static JsonNode cancelled(RpcDriver rpc) throws Exception {
        JsonNode job = ask(rpc, "job.enqueue", Data.of("name", "echo", "delay_ms", AN_HOUR))
                .path("job_id");
        ask(rpc, "job.cancel", Data.of("job_id", job));
        return job;
    }

    private static JsonNode paid(RpcDriver rpc) throws Exception {
        String order = TestServer.unique("order");
        JsonNode run = ask(rpc, "workflow.start", Data.of("name", "await-payment", "input", Data.of("order_id", order)))
                .path("run_id");
        ask(rpc, "workflow.event", Data.of("name", "payment-received", "key", order, "payload", 1));
        return run;
    }

    private static JsonNode ask(RpcDriver rpc, String method, ObjectNode data) throws Exception {
        JsonNode answer = rpc.exchange(Data.of("method", method, "data", data), "ops-token");
        if (!answer.path("type").asText().equals("response")) {
            throw new AssertionError(method + " was refused: " + answer);
        }
        return answer.path("data");
    }
}
