package dev.dwp.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dwp.application.frame.FailureMap;
import dev.dwp.bootstrap.DwpServer;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A store that is away makes the server log a line for each request that needs it. */
@DisplayName("PROTOCOL §2: what is logged of a request carries its trace and its method")
class TracedRequestTest {
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private final Outage outage = new Outage();
    private final DwpServer server = DwpServer.builder()
            .port(0)
            .apiKey(Tracing.TOKEN, "tracer", Tracing.TENANT, "*")
            .store(outage.store())
            .start();
    private final LogTap log = new LogTap(FailureMap.class);

    @BeforeEach
    void leave() {
        outage.begin();
    }

    @AfterEach
    void stop() {
        log.close();
        outage.end();
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("over WebSocket and RPC")
    void requestsAreLabelled(Tracing way) throws Exception {
        assertEquals(
                503,
                way.call(server.address(), listing(), TRACE).at("/error/code").asInt());
        assertEquals(Map.of("traceparent", TRACE, "method", "job.list"), refused());
    }

    @Test
    @DisplayName("over WebSocket, also where the connection's own thread answers")
    void orderedRequestsAreLabelled() throws Exception {
        ObjectNode subscribe = Tracing.request("subscribe", Data.of("channel", "jobs"));
        Tracing.WEB_SOCKET_FRAME.call(server.address(), subscribe, TRACE);
        assertEquals(Map.of("traceparent", TRACE, "method", "subscribe"), refused());
    }

    @Test
    @DisplayName("and nothing of it is left for the next request on the same connection")
    void labelsEndWithTheRequest() throws Exception {
        try (RawHttp http = new RawHttp(server.address())) {
            http.send(Tracing.rpcRequest(server.address(), listing(), "traceparent: " + TRACE + "\r\n"));
            assertEquals(503, http.answer().status());
            http.send(Tracing.rpcRequest(server.address(), listing(), ""));
            assertEquals(503, http.answer().status());
        }
        assertEquals(Map.of("traceparent", TRACE, "method", "job.list"), refused());
        assertEquals(Map.of("method", "job.list"), refused());
    }

    @Test
    @DisplayName("over SSE, from the header")
    void streamsAreLabelled() throws Exception {
        Map<String, String> headers = Map.of("Authorization", "Bearer " + Tracing.TOKEN, "traceparent", TRACE);
        try (EventSource refused = EventSource.open(server.address(), "channel=jobs", headers)) {
            assertEquals(503, refused.status());
        }
        assertEquals(Map.of("traceparent", TRACE), refused());
    }

    private static ObjectNode listing() {
        return Tracing.request("job.list", Data.of());
    }

    private Map<String, String> refused() throws InterruptedException {
        return log.labels(line -> line.startsWith("A request was refused"));
    }
}
