package dev.dwp.conform.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dwp.bootstrap.demo.DemoHandlers;
import dev.dwp.bootstrap.testing.DwpTestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The registry has the members that a running server takes and sends, and no other")
class MembersOfTheCodeTest {
    /** A response names this many ignored members at most. */
    private static final int MOST_IGNORED = 90;

    private final Registry registry =
            Registry.read(Path.of("").toAbsolutePath().getParent().resolve("conformance/registry.json"));
    private final Shapes shapes = new Shapes(registry);
    private DwpTestServer server;
    private Peer peer;
    private String dead;
    private String pending;
    private String waiting;
    private String finished;

    MembersOfTheCodeTest() throws IOException {}

    /** Jobs and runs in every state that some method wants, on a server that has shown every event. */
    @BeforeEach
    void makeSomeOfEach() throws InterruptedException {
        server = DwpTestServer.start(builder -> builder.module(new DemoHandlers()));
        peer = Peer.connect(server.address(), DwpTestServer.TOKEN);
        enqueue(Map.of("name", "count", "payload", Map.of("to", 1)));
        enqueue(Map.of("name", "flaky", "payload", Map.of("fail_times", 1), "max_retries", 1));
        server.awaitIdle();
        server.advance(Duration.ofSeconds(1));
        dead = enqueue(Map.of("name", "flaky", "payload", Map.of("fail_times", 9), "max_retries", 0));
        pending = enqueue(Map.of("name", "echo", "delay_ms", 864_000_000));
        String cancelled = enqueue(Map.of("name", "echo", "delay_ms", 864_000_000));
        peer.call("job.cancel", Map.of("job_id", cancelled));
        finished = start(Map.of("name", "order-pipeline", "input", Map.of("order_id", "1", "items", List.of("pen"))));
        start(Map.of("name", "booking-saga", "input", Map.of("trip_id", "1", "fail_at", "reserve-flight")));
        waiting = start(Map.of("name", "await-payment", "input", Map.of("order_id", "1")));
        String stopped = start(Map.of("name", "await-payment", "input", Map.of("order_id", "2")));
        server.awaitIdle();
        peer.call("workflow.cancel", Map.of("run_id", stopped));
        server.advance(Duration.ofHours(2));
        server.awaitIdle();
        reconnect();
    }

    /** For a server whose clock leaps, who is silent meanwhile is gone. */
    private void reconnect() throws InterruptedException {
        peer.close();
        peer = Peer.connect(server.address(), DwpTestServer.TOKEN);
    }

    @AfterEach
    void close() {
        peer.close();
        server.close();
    }

    private String enqueue(Map<String, Object> job) throws InterruptedException {
        return peer.call("job.enqueue", job).at("/data/job_id").textValue();
    }

    private String start(Map<String, Object> run) throws InterruptedException {
        return peer.call("workflow.start", run).at("/data/run_id").textValue();
    }

    /** The least that each form of each method needs. */
    private Map<String, Map<String, ?>> least() {
        Map<String, Map<String, ?>> least = new LinkedHashMap<>();
        least.put("auth Session", Map.of("token", DwpTestServer.TOKEN));
        least.put("job.enqueue", Map.of("name", "echo"));
        least.put("job.enqueue Many", Map.of("jobs", List.of(Map.of("name", "echo"), Map.of("name", "none"))));
        least.put("job.get", Map.of("job_id", dead));
        least.put("job.cancel", Map.of("job_id", pending));
        least.put("job.cancel Many", Map.of("job_ids", List.of(pending, dead)));
        least.put("job.explain", Map.of("job_id", dead));
        least.put("job.list", Map.of());
        least.put("handler.list", Map.of());
        least.put("workflow.start", Map.of("name", "nap", "input", Map.of("ms", 1)));
        least.put("workflow.get", Map.of("run_id", finished));
        least.put("workflow.event", Map.of("name", "anything"));
        least.put("workflow.timeline", Map.of("run_id", finished));
        least.put("workflow.list", Map.of());
        least.put("workflow.explain", Map.of("run_id", waiting));
        least.put("workflow.cancel", Map.of("run_id", waiting));
        least.put("workflow.replay", Map.of("run_id", finished, "from_step", "process-payment"));
        least.put("subscribe", Map.of("channel", "job:" + dead));
        least.put("unsubscribe", Map.of("channel", "jobs"));
        least.put("stats", Map.of());
        least.put("queue.list", Map.of());
        least.put("queue.pause", Map.of("queue", "mail"));
        least.put("queue.resume", Map.of("queue", "mail"));
        least.put("cron.list", Map.of());
        least.put("dlq.list", Map.of());
        least.put("dlq.replay", Map.of("job_id", dead));
        least.put("dlq.replay Many", Map.of("job_ids", List.of(dead, pending)));
        least.put("dlq.purge", Map.of("job_id", dead));
        least.put("dlq.purge Many", Map.of("job_ids", List.of(dead, pending)));
        return least;
    }

    @Test
    @DisplayName(
            "PROTOCOL §2, §5: of all names that there are, a method ignores those that the registry does not give it")
    void methodsTakeWhatTheRegistrySays() throws InterruptedException {
        Set<String> forms = new TreeSet<>();
        for (Registry.MethodKind method : served()) {
            for (Registry.Form form : method.forms()) {
                if (form.transports().isEmpty() || form.transports().contains("websocket")) {
                    String name = form.name() == null ? method.name() : method.name() + " " + form.name();
                    forms.add(name);
                    assertTakes(method, form, name);
                }
            }
        }
        assertEquals(forms, new TreeSet<>(least().keySet()));
    }

    /** Some methods use up what they are about. */
    private void refill(String method) throws InterruptedException {
        if (method.equals("dlq.purge") || method.equals("dlq.replay")) {
            dead = enqueue(Map.of("name", "flaky", "payload", Map.of("fail_times", 99), "max_retries", 0));
        }
        server.awaitIdle();
    }

    private void assertTakes(Registry.MethodKind method, Registry.Form form, String name) throws InterruptedException {
        Set<String> taken = form.request().stream()
                .filter(field -> field.level() == null || !field.level().equals("worker"))
                .map(Registry.Field::name)
                .collect(Collectors.toCollection(TreeSet::new));
        List<String> others =
                vocabulary().filter(other -> !taken.contains(other)).toList();
        Set<String> ignored = new TreeSet<>();
        for (int from = 0; from < others.size(); from += MOST_IGNORED) {
            refill(method.name());
            ObjectNode data = Peer.JSON.valueToTree(least().get(name));
            taken.stream().filter(other -> !data.has(other)).forEach(data::putNull);
            others.subList(from, Math.min(from + MOST_IGNORED, others.size())).forEach(data::putNull);
            JsonNode answer = peer.answer(method.name(), data);
            assertEquals("response", answer.path("type").asText(), () -> name + ": " + answer);
            answer.path("ignored").forEach(path -> ignored.add(path.asText()));
        }
        Set<String> unknownToTheRegistry = new TreeSet<>(others);
        unknownToTheRegistry.removeAll(ignored);
        unknownToTheRegistry.removeAll(ofOtherForms(method));
        assertEquals(Set.of(), unknownToTheRegistry, () -> name + " takes what the registry does not give it");
        ignored.removeAll(others);
        assertEquals(Set.of(), ignored, () -> name + " ignores what the registry gives it");
    }

    /** A method may look for what makes it another form. */
    private static List<String> ofOtherForms(Registry.MethodKind method) {
        return method.forms().stream()
                .flatMap(form -> form.request().stream())
                .filter(field -> field.level() == null || !field.level().equals("worker"))
                .map(Registry.Field::name)
                .toList();
    }

    /** Every name that a member has anywhere. */
    private Stream<String> vocabulary() {
        return Stream.of(
                        registry.envelope().stream(),
                        registry.types().stream().flatMap(type -> type.fields().stream()),
                        registry.methods().stream()
                                .flatMap(method -> method.forms().stream())
                                .flatMap(form -> form.request().stream()),
                        registry.events().stream().flatMap(event -> event.fields().stream()))
                .flatMap(fields -> fields)
                .map(Registry.Field::name)
                .distinct()
                .sorted();
    }

    @Test
    @DisplayName("PROTOCOL §5: a job of many and its backoff take what the registry says")
    void objectsWithinTakeWhatTheRegistrySays() throws InterruptedException {
        ObjectNode data = Peer.JSON.createObjectNode();
        ObjectNode job = data.putArray("jobs").addObject().put("name", "echo");
        fieldsOf("JobSpec").stream().filter(name -> !name.equals("name")).forEach(job::putNull);
        ObjectNode backoff = job.putObject("backoff").put("first_ms", 1);
        fieldsOf("Backoff").stream().filter(name -> !name.equals("first_ms")).forEach(backoff::putNull);
        job.putNull("watch");
        backoff.putNull("last_ms");
        JsonNode answer = peer.call("job.enqueue", data);
        Set<String> ignored = new TreeSet<>();
        ((ArrayNode) answer.get("ignored")).forEach(path -> ignored.add(path.asText()));
        assertEquals(Set.of("jobs[0].backoff.last_ms", "jobs[0].watch"), ignored);
    }

    private List<String> fieldsOf(String type) {
        return registry.type(type).fields().stream().map(Registry.Field::name).toList();
    }

    @Test
    @DisplayName("PROTOCOL §5: responses have the members that the registry says")
    void responsesAreAsTheRegistrySays() throws InterruptedException {
        List<String> differences = new ArrayList<>();
        for (Map.Entry<String, Map<String, ?>> call : least().entrySet()) {
            String name = call.getKey().replaceFirst(" .*", "");
            Registry.MethodKind method = registry.methods().stream()
                    .filter(known -> known.name().equals(name))
                    .findFirst()
                    .orElseThrow();
            JsonNode answer = peer.answer(name, Peer.JSON.valueToTree(call.getValue()));
            differences.addAll(shapes.ofFrame(answer));
            if (answer.path("type").asText().equals("response")) {
                shapes.ofResponse(method, answer.get("data")).forEach(found -> differences.add(name + ": " + found));
            }
        }
        assertEquals(List.of(), differences);
    }

    @Test
    @DisplayName("PROTOCOL §7.2: every event that is served comes, with the members that the registry says")
    void eventsAreAsTheRegistrySays() throws InterruptedException {
        peer.call("subscribe", Map.of("channel", "firehose", "after", "oldest"));
        peer.awaitEvent("cron.fired");
        Set<String> seen = new TreeSet<>();
        Set<String> differences = new TreeSet<>();
        for (JsonNode frame : peer.frames()) {
            differences.addAll(shapes.ofFrame(frame));
            if (frame.path("type").asText().equals("event")) {
                seen.add(frame.at("/data/type").asText());
                differences.addAll(shapes.ofEvent(frame.get("data")));
            }
        }
        assertEquals(Set.of(), differences);
        assertEquals(
                registry.events().stream()
                        .filter(event -> !event.level().equals("worker"))
                        .map(Registry.EventKind::type)
                        .collect(Collectors.toCollection(TreeSet::new)),
                seen);
    }

    private List<Registry.MethodKind> served() {
        return registry.methods().stream()
                .filter(method -> !method.level().equals("worker"))
                .toList();
    }
}
