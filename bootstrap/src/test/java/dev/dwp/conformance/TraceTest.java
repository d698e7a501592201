package dev.dwp.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dwp.application.handler.JobContext;
import dev.dwp.application.handler.PermanentFailure;
import dev.dwp.application.handler.Workflow;
import dev.dwp.bootstrap.Dispatch;
import dev.dwp.bootstrap.DwpServer;
import dev.dwp.bootstrap.testing.ManualClock;
import dev.dwp.domain.frame.Value;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;

@DisplayName("PROTOCOL §2: a traceparent is carried to handlers and logs")
class TraceTest {
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static final String OTHER = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00";

    private static DwpServer server;

    @BeforeAll
    static void start() {
        server = DwpServer.builder()
                .port(0)
                .apiKey(Tracing.TOKEN, "tracer", Tracing.TENANT, "*")
                .job("probe", Value.class, TraceTest::probe)
                .job(
                        "parent",
                        Value.class,
                        (payload, context) -> context.enqueue("probe", payload).text())
                .job("doomed", Value.class, (payload, context) -> {
                    throw new PermanentFailure("Doomed.");
                })
                .workflow("probe-run", Value.class, TraceTest::run)
                .workflow("probe-child", Value.class, (workflow, input) -> told(workflow.traceparent()))
                .start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Value probe(Value payload, JobContext context) {
        context.logger().info("The job {} runs.", context.jobId());
        return told(context.traceparent());
    }

    private static Value run(Workflow workflow, Value input) {
        workflow.logger().info("The run {} runs.", workflow.runId());
        workflow.step("litter", () -> MDC.put("mine", "left behind on a thread that is used again"));
        workflow.step("log", () -> workflow.logger().info("The step of {} runs.", workflow.runId()));
        return Value.struct()
                .put("trace", workflow.traceparent())
                .put("child", workflow.child("child", "probe-child", input, Value.class))
                .build();
    }

    private static Value told(@Nullable String trace) {
        return Value.struct().put("trace", trace).build();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("from a frame or a header to a job's handler, and to what it logs")
    void reachesJobs(Tracing way) throws Exception {
        try (LogTap log = new LogTap()) {
            String id = enqueue(way, "probe", TRACE);
            assertEquals(TRACE, result(id).path("trace").asText());
            Map<String, String> labels = log.labels(line -> line.equals("The job " + id + " runs."));
            assertEquals(Map.of("traceparent", TRACE, "job_id", id, "job_name", "probe", "attempt", "1"), labels);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("from a frame or a header to a workflow's code, its steps and its children, and to what they log")
    void reachesWorkflows(Tracing way) throws Exception {
        try (LogTap log = new LogTap()) {
            ObjectNode start = Tracing.request("workflow.start", Data.of("name", "probe-run", "input", Data.of()));
            String id = way.call(uri(), start, TRACE).at("/data/run_id").asText();
            assertEquals(
                    Map.of("traceparent", TRACE, "run_id", id, "workflow", "probe-run"),
                    log.labels(line -> line.equals("The run " + id + " runs.")));
            assertEquals(
                    Map.of("traceparent", TRACE, "run_id", id, "workflow", "probe-run"),
                    log.labels(line -> line.equals("The step of " + id + " runs.")));
            JsonNode output = ended("workflow.get", "run_id", id).path("output");
            assertEquals(TRACE, output.path("trace").asText());
            assertEquals(TRACE, output.at("/child/trace").asText());
        }
    }

    @Test
    @DisplayName("from a handler to the jobs that it makes")
    void isInherited() throws Exception {
        String child = result(enqueue(Tracing.RPC_FRAME, "parent", TRACE)).asText();
        assertEquals(TRACE, result(child).path("trace").asText());
    }

    @Test
    @DisplayName("to what the server logs of an attempt after its handler has ended")
    void reachesTheServersOwnLines() throws Exception {
        try (LogTap log = new LogTap()) {
            String id = enqueue(Tracing.RPC_FRAME, "doomed", TRACE);
            Map<String, String> labels = log.labels(line -> line.startsWith(id + " (doomed) failed for good"));
            assertEquals(TRACE, labels.get("traceparent"));
            assertEquals("doomed", labels.get("job_name"));
        }
    }

    @Test
    @DisplayName("but what a cron entry enqueues is in none")
    void cronEntriesHaveNone() throws Exception {
        ManualClock clock = new ManualClock(Instant.parse("2026-01-31T10:30:30Z"));
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        try (Dispatch dispatch = Dispatch.builder()
                .time(clock, clock)
                .job(
                        "watch",
                        Value.class,
                        (payload, context) -> seen.add(
                                context.traceparent() + " " + MDC.get("traceparent") + " " + MDC.get("job_name")))
                .cron("each-minute", "* * * * *", "watch")
                .start()) {
            clock.advance(Duration.ofMinutes(1));
            assertEquals("null null watch", seen.poll(20, TimeUnit.SECONDS), dispatch::toString);
        }
    }

    @Test
    @DisplayName("on RPC, the frame's own wins over the header's, unless it is malformed")
    void theFrameWins() throws Exception {
        String header = "traceparent: " + OTHER + "\r\n";
        ObjectNode frame = enqueueing("probe");
        assertEquals(TRACE, traceOf(Tracing.rpc(uri(), frame.deepCopy().put("traceparent", TRACE), header)));
        assertEquals(OTHER, traceOf(Tracing.rpc(uri(), frame.deepCopy().put("traceparent", "rubbish"), header)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rubbish",
                "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
            })
    @DisplayName("W3C Trace Context §3.2.2: one that is malformed is ignored, wherever it comes from")
    void malformedIsNone(String rubbish) throws Exception {
        for (Tracing way : Tracing.values()) {
            assertNull(traceOf(way.call(uri(), enqueueing("probe"), rubbish)), way::name);
        }
    }

    @Test
    @DisplayName("W3C Trace Context §3.2: of two headers neither is believed")
    void twoAreNone() throws Exception {
        String headers = "traceparent: %s\r\ntraceparent: %s\r\n".formatted(TRACE, OTHER);
        assertNull(traceOf(Tracing.rpc(uri(), enqueueing("probe"), headers)));
    }

    @Test
    @DisplayName("W3C Trace Context §3.2.4: of a version yet to come, what version 00 knows is carried on")
    void laterVersionsAreUnderstood() throws Exception {
        String later = "cc" + TRACE.substring(2) + "-more";
        assertEquals(TRACE, traceOf(Tracing.RPC_HEADER.call(uri(), enqueueing("probe"), later)));
    }

    private static URI uri() {
        return server.address();
    }

    private static ObjectNode enqueueing(String job) {
        return Tracing.request("job.enqueue", Data.of("name", job));
    }

    private static String enqueue(Tracing way, String job, String trace) throws Exception {
        return jobId(way.call(uri(), enqueueing(job), trace));
    }

    private static String jobId(JsonNode answer) {
        String id = answer.at("/data/job_id").asText();
        assertTrue(id.startsWith("job_"), answer::toString);
        return id;
    }

    private static @Nullable String traceOf(JsonNode enqueued) throws Exception {
        JsonNode trace = result(jobId(enqueued)).path("trace");
        return trace.isMissingNode() ? null : trace.asText();
    }

    private static JsonNode result(String job) throws Exception {
        return ended("job.get", "job_id", job).path("result");
    }

    /** A job or run as it is when nothing more will happen to it. */
    private static JsonNode ended(String method, String key, String id) throws Exception {
        TestServer.awaitFinal(uri(), Tracing.TOKEN, id);
        return Tracing.rpc(uri(), Tracing.request(method, Data.of(key, id)), "").path("data");
    }
}
