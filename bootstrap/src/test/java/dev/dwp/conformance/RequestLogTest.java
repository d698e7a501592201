package dev.dwp.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the log and the metrics say of requests. */
class RequestLogTest {
    @Test
    @DisplayName(
            "With log.requests each request is a line, without its token; a refused token is one anyhow, and counted")
    void logsRequestsAndRefusals() throws Exception {
        try (TestServer server = TestServer.start(Map.of("log.requests", "true"));
                LogTap log = new LogTap()) {
            assertEquals(200, rpc(server, "ops-token"));
            log.labels(line -> line.matches("POST /dwp/rpc stats 200 [0-9.]+ ms 127\\.0\\.0\\.1:[0-9]+"));
            assertEquals(401, rpc(server, "guessed"));
            log.labels(line -> line.matches("Refused a credential over RPC from 127\\.0\\.0\\.1:[0-9]+: .*")
                    && !line.contains("guessed"));
            RawHttp.ask(server.uri(), "GET /dwp/sse?channel=jobs&token=guessed HTTP/1.1\r\nHost: x\r\n\r\n");
            log.labels(line -> line.matches("GET /dwp/sse 401 [0-9.]+ ms 127\\.0\\.0\\.1:[0-9]+"));
            try (WebSocketDriver driver = new WebSocketDriver(server.uri(), Wire.JSON)) {
                driver.exchange(Data.of("id", "1", "method", "stats"), "ops-token");
                log.labels(line -> line.matches("WebSocket stats 200 [0-9.]+ ms 127\\.0\\.0\\.1:[0-9]+"));
            }
            String metrics = RawHttp.ask(server.uri(), "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n")
                    .body();
            assertTrue(metrics.contains("dwp_credentials_refused_total 2"), metrics);
        }
    }

    private static int rpc(TestServer server, String token) throws Exception {
        String body = "{\"id\":\"1\",\"method\":\"stats\",\"token\":\"%s\"}".formatted(token);
        return RawHttp.ask(
                        server.uri(),
                        "POST /dwp/rpc HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n%s"
                                .formatted(body.length(), body))
                .status();
    }
}
