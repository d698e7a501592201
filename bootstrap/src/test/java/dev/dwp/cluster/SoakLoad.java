package dev.dwp.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dwp.conformance.Data;
import dev.dwp.conformance.ServerProcess;
import dev.dwp.conformance.TestServer;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** One client of the soak: asks for all kinds of things, each time of any node, and keeps record of what it was told. */
final class SoakLoad {
    private static final Set<Integer> TO_BE_EXPECTED = Set.of(404, 409, 503);
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final List<String> QUEUES = List.of("default", "mail", "narrow");

    private static final ObjectNode BACKOFF = Data.of("first_ms", 200, "max_ms", 2_000);

    private final SoakNodes nodes;
    private final Acknowledged acknowledged;
    private final Random random;

    /** One for each node that ever was; used by the client's thread alone. */
    private final Map<ServerProcess, Client> clients = new HashMap<>();

    private volatile boolean ended;

    SoakLoad(SoakNodes nodes, Acknowledged acknowledged, Random random) {
        this.nodes = nodes;
        this.acknowledged = acknowledged;
        this.random = random;
    }

    void end() {
        ended = true;
    }

    void run() {
        while (!ended) {
            switch (random.nextInt(11)) {
                case 0, 1, 2, 3 -> job(Data.of());
                case 4 -> jobWithKey();
                case 5 -> cancelJob();
                case 6, 7 -> run(random.nextInt(4));
                case 8 -> payment();
                case 9 -> deaf();
                default -> cancelRun();
            }
            LockSupport.parkNanos(random.nextLong(PAUSE_NANOS));
        }
        clients.values().forEach(Client::close);
    }

    private void job(ObjectNode options) {
        ObjectNode data = anyJob();
        data.put("queue", QUEUES.get(random.nextInt(QUEUES.size())))
                .put("priority", random.nextInt(3))
                .put("max_retries", 2 + random.nextInt(5))
                .put("timeout_ms", 5_000 + random.nextInt(20_000))
                .set("backoff", BACKOFF);
        if (random.nextBoolean()) {
            data.put("delay_ms", random.nextInt(1_000));
        }
        data.setAll(options);
        ask("job.enqueue", data)
                .ifPresent(answer -> acknowledged.made(answer.path("job_id").asText()));
    }

    private ObjectNode anyJob() {
        return switch (random.nextInt(4)) {
            case 0 -> Data.of("name", "echo", "payload", random.nextInt());
            case 1 -> Data.of("name", "flaky", "payload", Data.of("fail_times", random.nextInt(3)));
            case 2 -> Data.of("name", "count", "payload", Data.of("to", 5, "step_ms", random.nextInt(30)));
            default -> Data.of("name", "sleep", "payload", Data.of("ms", random.nextInt(500)));
        };
    }

    /** The same again where it is not known whether it was taken, and once more for good measure. */
    private void jobWithKey() {
        ObjectNode data = Data.of("name", "echo", "payload", 1, "key", TestServer.unique("key"));
        Optional<JsonNode> first = ask("job.enqueue", data);
        for (int attempt = 0; first.isEmpty() && attempt < 100; attempt++) {
            first = ask("job.enqueue", data);
        }
        first.map(answer -> answer.path("job_id").asText()).ifPresent(id -> {
            acknowledged.made(id);
            ask("job.enqueue", data)
                    .map(answer -> answer.path("job_id").asText())
                    .filter(again -> !again.equals(id))
                    .ifPresent(again -> acknowledged.wrong("A key made " + id + " and " + again));
        });
    }

    private void cancelJob() {
        acknowledged
                .recent("job_", random)
                .ifPresent(
                        id -> ask("job.cancel", Data.of("job_id", id)).ifPresent(answer -> acknowledged.cancelled(id)));
    }

    private void cancelRun() {
        acknowledged.recent("run_", random).ifPresent(id -> ask("workflow.cancel", Data.of("run_id", id)));
    }

    private void run(int which) {
        String name = TestServer.unique("w");
        switch (which) {
            case 0 -> start("order-pipeline", Data.of("order_id", name, "items", List.of("a", "b")));
            case 1 ->
                start(
                        "booking-saga",
                        Data.of(
                                "trip_id",
                                name,
                                "delay_ms",
                                random.nextInt(300),
                                "fail_at",
                                random.nextBoolean() ? "reserve-car" : null));
            case 2 -> start("batch-process", Data.of("item_ids", List.of("a", "b", "c")));
            default -> start("nap", Data.of("ms", random.nextInt(2_000)));
        }
    }

    /** Half of them are paid, before or after somebody waits for it. */
    private void payment() {
        String order = TestServer.unique("order");
        ObjectNode payment = Data.of("name", "payment-received", "key", order, "payload", 1);
        boolean early = random.nextBoolean() && ask("workflow.event", payment).isPresent();
        start("await-payment", Data.of("order_id", order, "timeout_ms", 3_000));
        if (!early && random.nextBoolean()) {
            ask("workflow.event", payment);
        }
    }

    /** What is still at work long after its time was up. */
    private void deaf() {
        if (random.nextBoolean()) {
            start("deaf", Data.of());
        } else {
            ask("job.enqueue", Data.of("name", "deaf", "max_retries", 1, "backoff", Data.of("first_ms", 0)))
                    .ifPresent(answer -> acknowledged.made(answer.path("job_id").asText()));
        }
    }

    /** Asks until a job is acknowledged that nobody cancels; its id. */
    String enqueue(String name, ObjectNode payload) {
        ObjectNode data = Data.of("name", name, "payload", payload, "max_retries", 20, "backoff", BACKOFF);
        return made(() -> ask("job.enqueue", data), "job_id");
    }

    /** The same with a run. */
    String startRun(String name, ObjectNode input) {
        return made(() -> ask("workflow.start", Data.of("name", name, "input", input)), "run_id");
    }

    private String made(Supplier<Optional<JsonNode>> request, String field) {
        Optional<JsonNode> answer = request.get();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (answer.isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(PAUSE_NANOS);
            answer = request.get();
        }
        String id = answer.orElseThrow(() -> new AssertionError("Nobody acknowledges anything."))
                .path(field)
                .asText();
        acknowledged.made.add(id);
        return id;
    }

    private void start(String workflow, ObjectNode input) {
        ask("workflow.start", Data.of("name", workflow, "input", input))
                .ifPresent(answer -> acknowledged.made(answer.path("run_id").asText()));
    }

    /** The answer's data; empty when there was none or it was refused. */
    private Optional<JsonNode> ask(String method, ObjectNode data) {
        try {
            JsonNode answer =
                    clients.computeIfAbsent(nodes.any(random), Client::new).answer(method, data);
            int code = answer.at("/error/code").asInt();
            if (code != 0 && !TO_BE_EXPECTED.contains(code)) {
                acknowledged.wrong(method + " was refused: " + answer);
            }
            return code == 0 ? Optional.of(answer.path("data")) : Optional.empty();
        } catch (IOException gone) {
            return Optional.empty();
        } catch (Exception | AssertionError e) {
            acknowledged.wrong(method + " failed: " + e);
            return Optional.empty();
        }
    }
}
