package dev.dwp.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dwp.conformance.Data;
import dev.dwp.conformance.RawHttp;
import dev.dwp.conformance.RpcDriver;
import dev.dwp.conformance.ServerProcess;
import dev.dwp.conformance.TestServer;
import dev.dwp.conformance.Wire;
import java.io.IOException;
import java.net.URI;

/** An operator who asks one node over RPC. */
final class Client implements AutoCloseable {
    /** The token of one who sees everything. */
    static final String OPERATOR = "ops-token";

    private final URI server;
    private final RpcDriver rpc;

    Client(ServerProcess node) {
        server = node.uri();
        rpc = new RpcDriver(server, Wire.JSON);
    }

    /** The whole answer, or refusal. */
    JsonNode answer(String method, ObjectNode data) throws Exception {
        return rpc.exchange(Data.of("method", method, "data", data), OPERATOR);
    }

    /** The answer's data. */
    JsonNode ask(String method, Object... data) throws Exception {
        JsonNode answer = answer(method, Data.of(data));
        if (!answer.path("type").asText().equals("response")) {
            throw new AssertionError(method + " was refused: " + answer);
        }
        return answer.path("data");
    }

    String enqueue(String name, Object payload) throws Exception {
        return enqueue("default", name, payload);
    }

    String enqueue(String queue, String name, Object payload) throws Exception {
        return ask("job.enqueue", "name", name, "payload", payload, "queue", queue)
                .path("job_id")
                .asText();
    }

    JsonNode job(String id) throws Exception {
        return ask("job.get", "job_id", id);
    }

    String start(String workflow, Object input) throws Exception {
        return ask("workflow.start", "name", workflow, "input", input)
                .path("run_id")
                .asText();
    }

    /** Waits until a job or run has ended. */
    void await(String id) throws Exception {
        TestServer.awaitFinal(server, OPERATOR, id);
    }

    /** What the node answers to a plain GET. */
    RawHttp.Answer get(String path) throws IOException {
        return RawHttp.ask(server, """
                GET %s HTTP/1.1\r
                Host: a\r
                Connection: close\r
                \r
                """.formatted(path));
    }

    /** Whether no job runs on the node any more. */
    boolean idle() throws IOException {
        return get("/metrics").body().contains("\ndwp_worker_jobs 0");
    }

    @Override
    public void close() {
        rpc.close();
    }
}
