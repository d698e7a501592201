package dev.dwp.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.dwp.bootstrap.DwpServer;
import dev.dwp.bootstrap.demo.DemoHandlers;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The endpoints on the JDK's own HTTP server (PROTOCOL §1). */
class StockServerTest {
    private static ExecutorService threads;
    private static HttpServer http;
    private static DwpServer server;

    @BeforeAll
    static void start() throws Exception {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        threads = Executors.newVirtualThreadPerTaskExecutor();
        http.setExecutor(threads);
        server = DwpServer.builder()
                .module(new DemoHandlers())
                .apiKey("demo-token", "demo", DemoHandlers.TENANT, "*")
                .on(http)
                .start();
        http.start();
    }

    @AfterAll
    static void stop() {
        server.close();
        http.stop(0);
        threads.shutdownNow();
    }

    @Test
    @DisplayName("PROTOCOL §1: RPC and SSE work on the JDK's own server")
    void servesRpcAndStreams() throws Exception {
        assertTrue(http.getClass().getName().startsWith("sun.net."));
        try (RpcDriver rpc = new RpcDriver(server.address(), Wire.MSGPACK)) {
            JsonNode answer = rpc.exchange(
                    Data.of("id", "1", "method", "job.enqueue", "data", Data.of("name", "echo", "payload", 7)),
                    "demo-token");
            String channel = "job:" + answer.at("/data/job_id").asText();
            try (EventSource events = EventSource.open(
                    server.address(), "channel=" + channel + "&after=evt-0&token=demo-token", Map.of())) {
                assertEquals("job.completed", events.awaitFinal().name());
            }
        }
    }

    @Test
    @DisplayName("PROTOCOL §1: WebSocket is 501 there, with a sentence that says why")
    void saysWhyThereIsNoWebSocket() throws Exception {
        RawHttp.Answer answer = RawHttp.ask(server.address(), """
                GET /dwp HTTP/1.1
                Host: localhost
                Upgrade: websocket
                Connection: Upgrade
                Sec-WebSocket-Version: 13
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==

                """.replace("\n", "\r\n"));
        assertEquals(501, answer.status());
        assertTrue(answer.frame().at("/error/message").asText().contains("JDK-8368695"));
    }

    @Test
    @DisplayName("PROTOCOL §1: paths and verbs are judged there as on this project's server")
    void refusesAlike() throws Exception {
        assertEquals(426, get("/dwp").status());
        assertEquals(404, get("/dwp/rpc/more").status());
        assertEquals("POST", get("/dwp/rpc").header("Allow"));
        assertEquals(200, get("/health/ready").status());
    }

    @Test
    @DisplayName(
            "With one thread for all requests, and paths of its own, it serves event streams beside other requests")
    void sharesAServerThatHasOneThreadAndPathsOfItsOwn() throws Exception {
        HttpServer small = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        for (String path : new String[] {"/", "/metrics"}) {
            small.createContext(path, exchange -> {
                exchange.sendResponseHeaders(299, -1);
                exchange.close();
            });
        }
        DwpServer guest = DwpServer.builder()
                .module(new DemoHandlers())
                .apiKey("demo-token", "demo", DemoHandlers.TENANT, "*")
                .on(small)
                .start();
        small.start();
        try (EventSource events = EventSource.open(guest.address(), "channel=jobs&token=demo-token", Map.of());
                RpcDriver rpc = new RpcDriver(guest.address(), Wire.JSON)) {
            String job = rpc.exchange(
                            Data.of("id", "1", "method", "job.enqueue", "data", Data.of("name", "echo", "payload", 7)),
                            "demo-token")
                    .at("/data/job_id")
                    .asText();
            assertTrue(job.startsWith("job_"), job);
            assertEquals("job.completed", events.awaitFinal().name());
            for (String path : new String[] {"/", "/elsewhere", "/metrics"}) {
                String request = "GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n".formatted(path);
                assertEquals(299, RawHttp.ask(guest.address(), request).status());
            }
        } finally {
            guest.close();
            small.stop(0);
        }
    }

    private static RawHttp.Answer get(String path) throws Exception {
        return RawHttp.ask(server.address(), "GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n".formatted(path));
    }
}
