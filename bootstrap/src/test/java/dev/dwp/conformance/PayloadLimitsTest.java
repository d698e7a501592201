package dev.dwp.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dwp.bootstrap.DwpServer;
import dev.dwp.bootstrap.demo.DemoHandlers;
import dev.dwp.domain.session.Tenant;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Payloads at the bounds of what is taken, remembered and sent. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PayloadLimitsTest {
    private static final int VALUE = 4096;
    private static final String TOKEN = "token";

    private DwpServer server;
    private RpcDriver rpc;

    @BeforeAll
    void start() {
        server = DwpServer.builder()
                .port(0)
                .module(new DemoHandlers())
                .job("wrap", Object.class, (payload, context) -> List.of(payload))
                .workflow("mirror", Object.class, (workflow, input) -> input)
                .workflow("wrapped", Object.class, (workflow, input) -> List.of(input))
                .workflow(
                        "remember",
                        Object.class,
                        (workflow, input) -> workflow.step("all", Object.class, () -> input) == null)
                .workflow("receive", Object.class, (workflow, input) -> {
                    Object received = workflow.waitForEvent(
                                    "wait", "news", String.valueOf(input), Duration.ofMinutes(5), Object.class)
                            .orElseThrow();
                    return workflow.step("pack", Object.class, () -> Map.of("a", List.of(Map.of("b", received))));
                })
                .apiKey(TOKEN, "somebody", Tenant.NONE, "*")
                .port(0)
                .set("workflows.max-value-bytes", Integer.toString(VALUE))
                .set("server.shutdown-grace", "5s")
                .start();
        rpc = new RpcDriver(server.address(), Wire.JSON);
    }

    @AfterAll
    void stop() {
        rpc.close();
        server.close();
    }

    @Test
    @DisplayName("PROTOCOL §2: a payload has 60 levels at most, and comes back in every answer")
    void payloads() throws Exception {
        JsonNode deep = nested(60);
        String job = good("job.enqueue", Data.of("name", "echo", "payload", deep))
                .path("job_id")
                .asText();
        assertEquals(deep, ended("job", job).path("result"));
        assertEquals(deep, good("job.list", Data.of("name", "echo", "limit", 1)).at("/jobs/0/payload"));
        good("job.enqueue", Data.of("jobs", List.of(Data.of("name", "echo", "payload", deep))));
        assertRefused(400, "job.enqueue", Data.of("name", "echo", "payload", nested(61)));
        assertRefused(400, "job.enqueue", Data.of("name", "send-email", "payload", nested(61)));
        assertRefused(400, "workflow.start", Data.of("name", "mirror", "input", nested(61)));
    }

    @Test
    @DisplayName("PROTOCOL §2: a result of more than 60 levels fails its job, an output its run, with a sentence")
    void results() throws Exception {
        String job = good("job.enqueue", Data.of("name", "wrap", "payload", nested(60), "max_retries", 0))
                .path("job_id")
                .asText();
        String error = ended("job", job).path("last_error").asText();
        assertTrue(error.contains("nested in more than 60 levels"), error);
        String run = good("workflow.start", Data.of("name", "wrapped", "input", nested(60)))
                .path("run_id")
                .asText();
        error = ended("run", run).path("error").asText();
        assertTrue(error.contains("nested in more than 60 levels"), error);
    }

    @Test
    @DisplayName("PROTOCOL §2: an event's payload has 56 levels at most, and room in what a run makes of it")
    void events() throws Exception {
        String run = good("workflow.start", Data.of("name", "receive", "input", "levels"))
                .path("run_id")
                .asText();
        assertRefused(400, "workflow.event", Data.of("name", "news", "key", "levels", "payload", nested(57)));
        good("workflow.event", Data.of("name", "news", "key", "levels", "payload", nested(56)));
        JsonNode ended = ended("run", run);
        assertEquals(nested(56), ended.at("/output/a/0/b"), ended.toString());
    }

    @Test
    @DisplayName("PROTOCOL §2: an event's payload is at most what a run can remember, else 413")
    void largeEvents() throws Exception {
        String run = good("workflow.start", Data.of("name", "receive", "input", "size"))
                .path("run_id")
                .asText();
        assertRefused(413, "workflow.event", Data.of("name", "news", "key", "size", "payload", "x".repeat(VALUE)));
        good("workflow.event", Data.of("name", "news", "key", "size", "payload", "x".repeat(VALUE - 100)));
        assertEquals("completed", ended("run", run).path("state").asText());
    }

    @Test
    @DisplayName("PROTOCOL §2: a run's output may be as large as an input, what a step returns may not")
    void outputs() throws Exception {
        String large = "x".repeat(1_000_000);
        String run = good("workflow.start", Data.of("name", "mirror", "input", large))
                .path("run_id")
                .asText();
        assertEquals(large, ended("run", run).path("output").asText());
        run = good("workflow.start", Data.of("name", "remember", "input", large))
                .path("run_id")
                .asText();
        String error = ended("run", run).path("error").asText();
        assertTrue(error.contains("one value may take 4096"), error);
    }

    @Test
    @DisplayName("PROTOCOL §5: JSON in a text is decoded once, not twice")
    void decodedOnce() throws Exception {
        String once = "{\"to\":\"a@b\"}";
        String twice = Wire.MAPPER.writeValueAsString(once);
        good("job.enqueue", Data.of("name", "send-email", "payload", once));
        JsonNode refused = assertRefused(400, "job.enqueue", Data.of("name", "send-email", "payload", twice));
        assertEquals("$", refused.path("details").asText());
        good("workflow.start", Data.of("name", "nap", "input", "{\"ms\":1}"));
        assertRefused(400, "workflow.start", Data.of("name", "nap", "input", "\"{\\\"ms\\\":1}\""));
    }

    private JsonNode ended(String kind, String id) throws Exception {
        TestServer.awaitFinal(server.address(), TOKEN, id);
        return kind.equals("job")
                ? good("job.get", Data.of("job_id", id))
                : good("workflow.get", Data.of("run_id", id));
    }

    private JsonNode good(String method, ObjectNode data) throws Exception {
        JsonNode answer = exchange(method, data);
        assertFalse(answer.has("error"), answer.path("error").toString());
        return answer.path("data");
    }

    private JsonNode assertRefused(int code, String method, ObjectNode data) throws Exception {
        JsonNode error = exchange(method, data).path("error");
        assertEquals(code, error.path("code").asInt(), error.toString());
        return error;
    }

    private JsonNode exchange(String method, ObjectNode data) throws Exception {
        ObjectNode frame = Wire.MAPPER.createObjectNode();
        frame.put("id", "1").put("method", method).set("data", data);
        return rpc.exchange(frame, TOKEN);
    }

    private static JsonNode nested(int levels) {
        JsonNode value = Wire.MAPPER.getNodeFactory().numberNode(1);
        for (int i = 0; i < levels; i++) {
            value = Wire.MAPPER.createArrayNode().add(value);
        }
        return value;
    }
}
