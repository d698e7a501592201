package dev.dwp.client.conform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dwp.client.ClientBuilder;
import dev.dwp.client.DwpClient;
import dev.dwp.client.EventRequest;
import dev.dwp.client.JobRequest;
import dev.dwp.client.RunRequest;
import dev.dwp.client.SubscribeOptions;
import dev.dwp.client.Watch;
import dev.dwp.client.error.ConnectionLostException;
import dev.dwp.client.model.Outcome;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** One client with its streams, and the runner's operations on it. */
final class ClientUnderTest {
    private static final Executor THREADS = task -> Thread.ofVirtual().start(task);

    private final Map<String, EventSource> streams = new ConcurrentHashMap<>();
    private final AtomicInteger names = new AtomicInteger();
    private volatile @Nullable DwpClient client;
    private volatile @Nullable String token;

    /** Begins an operation on the caller's thread, so that operations leave in their order. */
    CompletableFuture<? extends @Nullable Object> perform(String op, JsonNode command) {
        return switch (op) {
            case "connect" -> later(() -> connect(command));
            case "call" ->
                command.has("timeout_ms")
                        ? client().callAsync(
                                        text(command, "method"), value(command, "data"), millis(command, "timeout_ms"))
                        : client().callAsync(text(command, "method"), value(command, "data"));
            case "refresh" -> {
                token = text(command, "token");
                yield client().refreshAsync();
            }
            case "ping" -> client().pingAsync().thenApply(took -> null);
            case "enqueue" -> enqueue(command);
            case "job" -> job(command);
            case "cancel" ->
                client().cancelAsync(text(command, "job_id")).thenApply(done -> Map.of("status", "cancelled"));
            case "start" ->
                client().startAsync(new RunRequest(
                                text(command, "name"), value(command, "input"), optional(command, "key")))
                        .thenApply(
                                run -> Map.of("run_id", run.runId(), "name", run.name(), "state", lower(run.state())));
            case "run" -> run(command);
            case "publish" ->
                client().publishAsync(new EventRequest(
                                text(command, "name"),
                                value(command, "payload"),
                                optional(command, "key"),
                                optional(command, "run_id"),
                                optional(command, "dedup")))
                        .thenApply(event -> Map.of("event_id", event.eventId(), "name", event.name()));
            case "timeline" ->
                later(() -> client().timeline(text(command, "run_id")).stream()
                        .map(entry -> entry.json())
                        .toList());
            case "stats" -> client().statsAsync().thenApply(stats -> stats.json());
            case "subscribe" -> subscribe(command);
            case "watch" -> later(() -> watch(text(command, "target")));
            case "next" -> stream(command).next(command);
            case "outcome" -> later(() -> outcome(stream(command).watch()));
            case "unsubscribe" ->
                later(() -> {
                    stream(command).close();
                    return Map.of();
                });
            case "close" ->
                later(() -> {
                    close();
                    return Map.of();
                });
            default -> throw new UnsupportedOperationException("The client has no '%s'.".formatted(op));
        };
    }

    private static <T> CompletableFuture<T> later(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, THREADS);
    }

    private DwpClient client() {
        DwpClient present = client;
        if (present == null) {
            throw new ConnectionLostException("The client has not been connected.", null);
        }
        return present;
    }

    private Map<String, Object> connect(JsonNode command) {
        JsonNode options = command.path("options");
        ClientBuilder builder = DwpClient.builder(URI.create(text(command, "url")));
        List<String> tokens = StreamSupport.stream(command.path("tokens").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        AtomicInteger asked = new AtomicInteger();
        token = optional(command, "token");
        builder.credentials(() -> tokens.isEmpty()
                ? String.valueOf(token)
                : tokens.get(Math.min(asked.getAndIncrement(), tokens.size() - 1)));
        if (command.path("format").asText().equals("msgpack")) {
            builder.msgpack();
        }
        if (options.has("timeout_ms")) {
            builder.timeout(millis(options, "timeout_ms"));
        }
        if (options.has("heartbeat_ms")) {
            builder.heartbeat(millis(options, "heartbeat_ms"));
        }
        Duration first = Duration.ofMillis(options.path("reconnect_first_ms").asLong(100));
        Duration longest =
                Duration.ofMillis(options.path("reconnect_max_ms").asLong(Math.max(first.toMillis(), 10_000)));
        builder.reconnect(first, longest);
        if (!options.path("reconnect").asBoolean(true)) {
            builder.noReconnect();
        }
        builder.mapper(Adapter.JSON);
        client = builder.connect();
        return Map.of();
    }

    private CompletableFuture<Object> enqueue(JsonNode command) {
        JobRequest job = JobRequest.of(text(command, "name"), value(command, "payload"));
        job = command.has("queue") ? job.withQueue(text(command, "queue")) : job;
        job = command.has("priority")
                ? job.withPriority(command.path("priority").asInt())
                : job;
        job = command.has("delay_ms") ? job.withDelay(millis(command, "delay_ms")) : job;
        job = command.has("max_retries")
                ? job.withMaxRetries(command.path("max_retries").asInt())
                : job;
        job = command.has("timeout_ms") ? job.withTimeout(millis(command, "timeout_ms")) : job;
        JobRequest request = command.has("key") ? job.withKey(text(command, "key")) : job;
        if (command.path("watch").asBoolean()) {
            return later(() -> {
                Watch watch = client().enqueueAndWatch(request);
                return Map.of("job_id", watch.id(), "stream", added(watch));
            });
        }
        return client().enqueueAsync(request)
                .thenApply(made -> Map.of("job_id", made.jobId(), "queue", made.queue(), "state", lower(made.state())));
    }

    private CompletableFuture<JsonNode> job(JsonNode command) {
        return command.has("wait_ms")
                ? client().callAsync("job.get", data(command, "job_id", "wait_ms"))
                : client().jobAsync(text(command, "job_id")).thenApply(job -> job.json());
    }

    private CompletableFuture<JsonNode> run(JsonNode command) {
        return command.has("wait_ms")
                ? client().callAsync("workflow.get", data(command, "run_id", "wait_ms"))
                : client().runAsync(text(command, "run_id")).thenApply(run -> run.json());
    }

    private CompletableFuture<Map<String, Object>> subscribe(JsonNode command) {
        SubscribeOptions options =
                SubscribeOptions.fromNow().withAfter(optional(command, "after")).withGaps(SubscribeOptions.Gaps.REPORT);
        if (command.has("credits")) {
            options = options.withBuffer(command.path("credits").asInt());
        }
        return client().subscribeAsync(text(command, "channel"), options).thenApply(events -> {
            String cursor = events.cursor();
            String name = added(new EventSource(events::next, events::next, events::ended, events::close, null));
            return cursor == null ? Map.of("stream", name) : Map.of("stream", name, "cursor", cursor);
        });
    }

    private Map<String, Object> watch(String target) {
        return Map.of("stream", added(client().watch(target)));
    }

    private String added(Watch watch) {
        return added(new EventSource(watch::next, watch::next, watch::ended, watch::close, watch));
    }

    private String added(EventSource stream) {
        String name = "stream-" + names.incrementAndGet();
        streams.put(name, stream);
        return name;
    }

    private EventSource stream(JsonNode command) {
        EventSource stream = streams.get(text(command, "stream"));
        if (stream == null) {
            throw new IllegalArgumentException("There is no stream '%s'.".formatted(text(command, "stream")));
        }
        return stream;
    }

    private static ObjectNode outcome(Watch watch) {
        Outcome outcome = watch.outcome();
        ObjectNode told = Adapter.JSON.createObjectNode().put("state", outcome.stateName());
        JsonNode result = outcome.result(JsonNode.class);
        if (result != null) {
            told.set("result", result);
        }
        if (outcome.failure() != null) {
            told.put("error", outcome.failure());
        }
        return told;
    }

    void close() {
        DwpClient present = client;
        if (present != null) {
            present.close();
        }
    }

    private static String text(JsonNode command, String name) {
        return command.path(name).asText();
    }

    private static @Nullable String optional(JsonNode command, String name) {
        return command.path(name).textValue();
    }

    private static @Nullable JsonNode value(JsonNode command, String name) {
        return command.get(name);
    }

    private static Duration millis(JsonNode command, String name) {
        return Duration.ofMillis(command.path(name).asLong());
    }

    private static String lower(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private static ObjectNode data(JsonNode command, String... names) {
        ObjectNode data = Adapter.JSON.createObjectNode();
        for (String name : names) {
            data.set(name, command.get(name));
        }
        return data;
    }
}
