package dev.dwp.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.dwp.cli.terminal.Terminal;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Does once what the client does most, so that a Java runtime can note which classes that takes and keep them in an archive from
 * which the client starts faster. The server is one of its own, which gives every call the same answer.
 */
public final class Rehearsal {
    private static final String ANSWER = """
            {"id":"1","type":"response","correl_id":"1","data":{"id":"job_0","job_id":"job_0","run_id":"run_0","name":"echo",\
            "queue":"default","state":"completed","created_at":"2026-01-01T00:00:00Z","attempts":[{"attempt":1}],\
            "jobs":[{"id":"job_0","state":"failed"}],"runs":[{"id":"run_0"}],"node":"node","uptime_ms":1,"priority":1.5,\
            "queues":{"default":{"pending":0,"running":0}},"subject":"rehearsal","scopes":["*"],"format":"json"}}""";

    private static final List<List<String>> LINES = List.of(
            List.of("version"),
            List.of("help"),
            List.of("job", "list", "--help"),
            List.of("stats"),
            List.of("stats", "-o", "text"),
            List.of("job", "enqueue", "echo", "{\"a\":[1,2.5,\"b\",null,true]}"),
            List.of("job", "enqueue", "echo", "--wait", "-o", "text"),
            List.of("job", "get", "job_0", "-o", "json"),
            List.of("job", "list", "-o", "text"),
            List.of("run", "start", "echo"),
            List.of("run", "get", "run_0", "-o", "text"),
            List.of("rpc", "job.list", "{\"limit\":1}"),
            List.of("jbo"),
            List.of("context", "list"),
            List.of("watch", "jobs", "--until", "count=1", "--timeout", "10s", "-o", "text"));

    private Rehearsal() {}

    /** Runs the lines, whatever comes of them, and ends the process. */
    public static void main(String[] arguments) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", Rehearsal::answer);
        server.start();
        String url = "http://localhost:%d/dwp".formatted(server.getAddress().getPort());
        Map<String, String> environment = new TreeMap<>(System.getenv());
        environment.keySet().removeIf(name -> name.startsWith("DWP_") || name.equals("NO_COLOR"));
        environment.putAll(Map.of("DWP_URL", url, "XDG_CONFIG_HOME", "/nonexistent"));
        for (List<String> line : LINES) {
            Main.run(line, environment, new Terminal.Kind(true, false, false, 80));
        }
        server.stop(0);
        Runtime.getRuntime().exit(0);
    }

    private static void answer(HttpExchange exchange) throws IOException {
        boolean stream = exchange.getRequestURI().getPath().endsWith("/sse");
        String event =
                "id: evt-1\nevent: job.completed\ndata: {\"id\":\"evt-1\",\"type\":\"event\",\"channel\":\"jobs\","
                        + "\"data\":{\"type\":\"job.completed\",\"job_id\":\"job_0\",\"state\":\"completed\",\"elapsed_ms\":1},"
                        + "\"ts\":\"2026-01-01T00:00:00Z\"}\n\n";
        byte[] body = (stream ? "retry: 2000\n" + event : ANSWER).getBytes(StandardCharsets.UTF_8);
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().set("Content-Type", stream ? "text/event-stream" : "application/json");
        exchange.sendResponseHeaders(200, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}
