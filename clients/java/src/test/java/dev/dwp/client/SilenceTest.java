package dev.dwp.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.dwp.client.error.DwpTimeoutException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Over HTTP, a request on which nothing comes is left, and its call is asked again in its time")
class SilenceTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(16);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<JsonNode> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/dwp/rpc", this::answerAllButTheFirst);
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
        threads.close();
    }

    private void answerAllButTheFirst(HttpExchange exchange) throws IOException {
        JsonNode request = JSON.readTree(exchange.getRequestBody());
        requests.add(request);
        if (requests.size() == 1) {
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
            return;
        }
        byte[] body = """
                {"id":"1","type":"response","correl_id":"1","data":{"job_id":"job_1","queue":"default","state":"pending"}}""".getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private DwpClient client() {
        URI uri = URI.create(
                "http://localhost:%d/dwp".formatted(server.getAddress().getPort()));
        return DwpClient.builder(uri).token("t").timeout(TIMEOUT).build();
    }

    @Test
    void withTheSameKey() {
        try (DwpClient client = client()) {
            assertEquals("job_1", client.enqueue("echo", 1).jobId());
        }
        assertEquals(2, requests.size());
        assertEquals(requests.getFirst().path("data"), requests.getLast().path("data"));
    }

    @Test
    void unlessThatCouldHaveASecondEffect() {
        try (DwpClient client = client()) {
            assertThrows(DwpTimeoutException.class, () -> client.call("dlq.purge", null, Duration.ofSeconds(1)));
        }
        assertEquals(1, requests.size());
    }
}
