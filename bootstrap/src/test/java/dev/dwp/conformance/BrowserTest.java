package dev.dwp.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real browser on a page of a configured origin: {@code fetch}, {@code WebSocket} and {@code EventSource}. */
class BrowserTest {
    private static final String PAGE = """
            <!doctype html>
            <script>
            const server = 'SERVER';
            const token = 'demo-token';
            const rpc = async (method, data) => {
              const reply = await fetch(`http://${server}/dwp/rpc`, {
                method: 'POST',
                headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
                body: JSON.stringify({ method, data }),
              });
              return reply.json();
            };
            const overWebSocket = () => new Promise((resolve, reject) => {
              const socket = new WebSocket(`ws://${server}/dwp`);
              const types = [];
              const send = (id, method, data) => socket.send(JSON.stringify({ id, method, data }));
              socket.onerror = () => reject(new Error('WebSocket'));
              socket.onopen = () => send('1', 'auth', { token });
              socket.onmessage = (message) => {
                const frame = JSON.parse(message.data);
                if (frame.correl_id === '1') send('2', 'job.enqueue', { name: 'echo', payload: '\\u{1F600}', watch: true });
                if (frame.type === 'event') types.push(frame.data.type);
                if (frame.type === 'event' && frame.data.final) { socket.close(); resolve(types); }
              };
            });
            const overEventSource = (job) => new Promise((resolve, reject) => {
              const source = new EventSource(`http://${server}/dwp/sse?channel=job:${job}&after=evt-0&token=${token}`);
              const types = [];
              source.onerror = () => reject(new Error('EventSource'));
              for (const type of ['job.enqueued', 'job.started', 'job.completed']) {
                source.addEventListener(type, (event) => {
                  types.push(type);
                  if (JSON.parse(event.data).data.final) { source.close(); resolve(types); }
                });
              }
            });
            (async () => {
              const job = (await rpc('job.enqueue', { name: 'echo', payload: 1 })).data.job_id;
              return { job, stream: await overEventSource(job), socket: await overWebSocket() };
            })().catch((error) => ({ error: String(error) }))
                .then((result) => fetch('/result', { method: 'POST', body: JSON.stringify(result) }));
            </script>
            """;

    @TempDir
    Path profile;

    @Test
    @DisplayName("PROTOCOL §1: a browser's fetch, WebSocket and EventSource work from a configured origin")
    void worksInABrowser() throws Exception {
        Path browser = browser();
        assumeTrue(browser != null, "no Chromium on this machine");
        BlockingQueue<JsonNode> results = new ArrayBlockingQueue<>(1);
        HttpServer pages = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        String origin = "http://localhost:" + pages.getAddress().getPort();
        try (TestServer server = TestServer.start(Map.of("server.cors.origins", origin))) {
            String page = PAGE.replace("SERVER", server.uri().getAuthority());
            pages.createContext("/", exchange -> answer(exchange, page));
            pages.createContext("/result", exchange -> {
                results.add(Wire.JSON.read(exchange.getRequestBody().readAllBytes()));
                answer(exchange, "");
            });
            pages.start();
            Process chromium = open(browser, origin + "/");
            try {
                JsonNode result = results.poll(120, TimeUnit.SECONDS);
                assertNotNull(result, "The browser has not reported.");
                List<String> life = List.of("job.enqueued", "job.started", "job.completed");
                assertEquals(Wire.MAPPER.valueToTree(life), result.path("stream"), result.toString());
                assertEquals(Wire.MAPPER.valueToTree(life), result.path("socket"), result.toString());
            } finally {
                end(chromium);
            }
        } finally {
            pages.stop(0);
        }
    }

    private Process open(Path browser, String url) throws IOException {
        return new ProcessBuilder(
                        browser.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--disable-dev-shm-usage",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        url)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** All of it, so that none still writes into the profile while that is deleted. */
    private static void end(Process chromium) {
        List<ProcessHandle> all = Stream.concat(Stream.of(chromium.toHandle()), chromium.descendants())
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(process -> process.onExit().join());
    }

    private static Path browser() {
        return Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
    }

    private static void answer(HttpExchange exchange, String body) throws IOException {
        byte[] octets = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
        exchange.sendResponseHeaders(200, octets.length == 0 ? -1 : octets.length);
        exchange.getResponseBody().write(octets);
        exchange.close();
    }
}
