package dev.dwp.conformance;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How long a stop may take, with peers and handlers that do not end. */
class ShutdownTest {
    @Test
    @DisplayName(
            "A handler that runs for long and half a request share one deadline, whatever the grace for cancelling is")
    void endsAllWithinOneGrace() throws Exception {
        TestServer server = TestServer.start(
                Map.of("server.shutdown-grace", "2s", "jobs.cancel-grace", "1h", "server.head-timeout", "1h"));
        try (RpcDriver rpc = new RpcDriver(server.uri(), Wire.JSON);
                RawHttp half = new RawHttp(server.uri())) {
            String job = rpc.exchange(
                            Data.of(
                                    "id",
                                    "1",
                                    "method",
                                    "job.enqueue",
                                    "data",
                                    Data.of("name", "sleep", "payload", Data.of("ms", 3_600_000))),
                            "demo-token")
                    .at("/data/job_id")
                    .asText();
            assertTrue(job.startsWith("job_"), job);
            half.send("POST /dwp/rpc HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nhalf");
            Thread stopping = Thread.ofVirtual().start(server::close);
            assertTrue(stopping.join(Duration.ofSeconds(60)), "The stop waits for what does not end.");
        }
    }
}
