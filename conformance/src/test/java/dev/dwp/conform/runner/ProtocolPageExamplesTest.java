package dev.dwp.conform.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dwp.conform.dialogue.Bindings;
import dev.dwp.conform.dialogue.ConnectionSpec;
import dev.dwp.conform.dialogue.Content;
import dev.dwp.conform.dialogue.Term;
import dev.dwp.conform.dialogue.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * The examples of docs/protocol.md: each request is sent, with ids that exist in place of those of the page, and what the
 * page shows of the answer or event must be there, member by member, in values of the same kind.
 */
@DisplayName("What docs/protocol.md shows is what the server says")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProtocolPageExamplesTest {
    private static final Path PAGE = Path.of("../docs/protocol.md");
    private static final Pattern BLOCK = Pattern.compile("```text\n(.*?)```", Pattern.DOTALL);
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String JOB = "job_01kg9smf18epyarc27yz5s3khq";
    private static final String OTHER_JOB = "job_01kg9smg0gfwaaypkzhbbptgsg";
    private static final String RUN = "run_01kg9smgzrf9qa3v1c97p1tzd0";
    private static final String WAITING_RUN = "run_01kg9smhz0e1v9vk62yvbj23fz";

    /** Cannot be had at once: the time of a cron entry, and a cursor of so small a log. */
    private static final Set<String> NOT_RUN = Set.of("cron.fired", "410");

    private final Map<String, JsonNode> events = new HashMap<>();
    private ServerUnderTest server;
    private WebSocketLink demo;
    private WebSocketLink operator;
    private int ids;

    @BeforeAll
    void start() throws Exception {
        server = new ServerUnderTest(Map.of());
        demo = link("token");
        operator = link("ops");
        call(demo, "subscribe", "{'channel':'firehose'}");
        String failing =
                enqueue("{'name':'flaky','max_retries':1,'backoff':{'first_ms':10},'payload':{'fail_times':9}}");
        String counting = enqueue("{'name':'count','payload':{'to':2}}");
        String booking = start("{'name':'booking-saga','input':{'trip_id':'t','fail_at':'reserve-flight'}}");
        start("{'name':'await-payment','input':{'order_id':'soon','timeout_ms':100}}");
        ended("job.get", "job_id", failing);
        ended("job.get", "job_id", counting);
        ended("workflow.get", "run_id", booking);
        enqueue("{'name':'send-email','payload':{'to':'user@example.com'}}");
        for (Set<String> wanted = wantedEvents(); !events.keySet().containsAll(wanted); ) {
            Received next = demo.inbox().take(message -> isEvent(message), LONG).orElseThrow();
            JsonNode frame = ((Received.Frame) next).frame();
            events.putIfAbsent(frame.path("data").path("type").asText(), frame);
        }
        call(demo, "unsubscribe", "{'channel':'firehose'}");
        enqueue("{'name':'echo','delay_ms':3600000}");
    }

    @AfterAll
    void stop() {
        demo.close();
        operator.close();
        server.close();
    }

    private WebSocketLink link(String token) throws Exception {
        WebSocketLink link = new WebSocketLink(
                server::target,
                new ConnectionSpec("", Transport.WS, token, false, false),
                Encoding.JSON,
                FrameRules.ids(),
                rule -> {});
        link.open(Map.of());
        return link;
    }

    private static boolean isEvent(Received message) {
        return message instanceof Received.Frame frame
                && frame.frame().path("type").asText().equals("event");
    }

    private static List<List<String>> blocks() throws IOException {
        List<List<String>> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(Files.readString(PAGE));
        while (matcher.find()) {
            List<String> lines = matcher.group(1).lines().toList();
            if (lines.stream().allMatch(line -> line.startsWith("→ {") || line.startsWith("← {"))) {
                blocks.add(lines);
            }
        }
        return blocks;
    }

    private static Set<String> wantedEvents() throws IOException {
        Set<String> types = new TreeSet<>();
        for (List<String> block : blocks()) {
            for (String line : block) {
                JsonNode frame = Encoding.MAPPER.readTree(line.substring(2));
                if (frame.path("type").asText().equals("event")) {
                    types.add(frame.path("data").path("type").asText());
                }
            }
        }
        types.removeAll(NOT_RUN);
        return types;
    }

    @Test
    void thePageHasExamples() throws IOException {
        assertTrue(blocks().size() > 25, "only " + blocks().size() + " examples were found");
    }

    @TestFactory
    Stream<DynamicTest> eachExampleHolds() throws IOException {
        return blocks().stream().map(block -> DynamicTest.dynamicTest(name(block), () -> holds(block)));
    }

    private static String name(List<String> block) {
        return block.getFirst().substring(0, Math.min(100, block.getFirst().length()));
    }

    private void holds(List<String> block) throws Exception {
        JsonNode asked = null;
        JsonNode answered = null;
        for (String line : block) {
            JsonNode shown = Encoding.MAPPER.readTree(line.substring(2));
            if (line.startsWith("→")) {
                asked = shown;
                answered = shown.has("method") && block.size() > 1 ? answer(shown, block) : null;
            } else if (shown.path("type").asText().equals("event")) {
                String type = shown.path("data").path("type").asText();
                if (!NOT_RUN.contains(type)) {
                    shows("$", shown, events.get(type));
                }
            } else if (asked != null && answered != null && shown.has("correl_id")) {
                shows("$", shown, answered);
                assertEquals(
                        shown.path("error").path("code"), answered.path("error").path("code"));
            }
        }
    }

    /** Sends an example's request on a connection of its kind and waits for the answer; null where it cannot be run. */
    private JsonNode answer(JsonNode shown, List<String> block) throws Exception {
        String method = shown.path("method").asText();
        if (block.stream().anyMatch(line -> line.contains("\"code\":410"))) {
            return null;
        }
        ObjectNode request = (ObjectNode) Encoding.MAPPER.readTree(withIds(shown.toString(), method));
        if (shown.has("token")) {
            return overRpc(request);
        }
        if (method.equals("auth")) {
            return authenticated(request);
        }
        return exchange(method.startsWith("queue.") ? operator : demo, request);
    }

    private String withIds(String text, String method) throws Exception {
        String made = text;
        if (made.contains(JOB)) {
            String job = enqueue("{'name':'send-email','payload':{'to':'user@example.com'}}");
            ended("job.get", "job_id", job);
            made = made.replace(JOB, job);
        }
        if (made.contains(OTHER_JOB)) {
            boolean dead = method.startsWith("dlq.");
            String job = enqueue(
                    dead
                            ? "{'name':'flaky','max_retries':0,'payload':{'fail_times':9}}"
                            : "{'name':'echo','delay_ms':3600000}");
            if (dead) {
                ended("job.get", "job_id", job);
            }
            made = made.replace(OTHER_JOB, job);
        }
        if (made.contains(RUN)) {
            String run = start("{'name':'order-pipeline','input':{'order_id':'ORD-001','items':['pen','ink']}}");
            ended("workflow.get", "run_id", run);
            made = made.replace(RUN, run);
        }
        if (made.contains(WAITING_RUN)) {
            String run = start("{'name':'await-payment','input':{'order_id':'never'}}");
            while (call(demo, "workflow.timeline", "{'run_id':'" + run + "'}")
                    .path("data")
                    .isEmpty()) {
                Thread.onSpinWait();
            }
            made = made.replace(WAITING_RUN, run);
        }
        return made.contains("evt-17")
                ? made.replace(
                        "evt-17",
                        call(demo, "subscribe", "{'channel':'workflows'}")
                                .at("/data/cursor")
                                .asText())
                : made;
    }

    private JsonNode overRpc(ObjectNode request) throws Exception {
        ConnectionSpec spec = new ConnectionSpec("", Transport.RPC, "token", true, false);
        try (HttpLink rpc = new HttpLink(server::target, spec, Encoding.JSON, FrameRules.ids(), rule -> {})) {
            rpc.send(new Content.Frame(new Term.Literal(request), null), new Bindings());
            return ((Received.Http) rpc.inbox().take(message -> true, LONG).orElseThrow()).frame();
        }
    }

    private JsonNode authenticated(ObjectNode request) throws Exception {
        ConnectionSpec spec = new ConnectionSpec("", Transport.WS, "token", true, false);
        try (WebSocketLink link =
                new WebSocketLink(server::target, spec, Encoding.JSON, FrameRules.ids(), rule -> {})) {
            link.open(Map.of());
            link.send(new Content.Frame(new Term.Literal(request), null), new Bindings());
            return ((Received.Frame) link.inbox().take(message -> true, LONG).orElseThrow()).frame();
        }
    }

    private JsonNode call(WebSocketLink link, String method, String data) throws Exception {
        ObjectNode request =
                Encoding.MAPPER.createObjectNode().put("type", "request").put("method", method);
        request.set("data", Encoding.MAPPER.readTree(data.replace('\'', '"')));
        return exchange(link, request);
    }

    private JsonNode exchange(WebSocketLink link, ObjectNode request) throws Exception {
        String id = "example-" + ++ids;
        link.send(new Content.Frame(new Term.Literal(request.put("id", id)), null), new Bindings());
        Received answer = link.inbox()
                .take(
                        message -> message instanceof Received.Frame frame
                                && frame.frame().path("correl_id").asText().equals(id),
                        LONG)
                .orElseThrow();
        return ((Received.Frame) answer).frame();
    }

    private String enqueue(String data) throws Exception {
        return call(demo, "job.enqueue", data).at("/data/job_id").asText();
    }

    private String start(String data) throws Exception {
        return call(demo, "workflow.start", data).at("/data/run_id").asText();
    }

    private void ended(String method, String member, String id) throws Exception {
        call(demo, method, "{'" + member + "':'" + id + "','wait_ms':60000}");
    }

    /** All that is shown is there, in values of the same kind. */
    private static void shows(String path, JsonNode shown, JsonNode real) {
        assertTrue(real != null && !real.isMissingNode(), path + " is shown, and is not there");
        assertEquals(shown.getNodeType(), real.getNodeType(), path + " is shown as " + shown + " and is " + real);
        if (shown.isObject()) {
            shown.properties()
                    .forEach(member ->
                            shows(path + "." + member.getKey(), member.getValue(), real.path(member.getKey())));
        } else if (shown.isArray() && !shown.isEmpty() && !real.isEmpty()) {
            shows(path + "[0]", shown.get(0), real.get(0));
        }
    }
}
