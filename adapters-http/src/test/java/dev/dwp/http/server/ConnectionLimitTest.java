package dev.dwp.http.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** More connections than the server takes. */
class ConnectionLimitTest {
    private static final String GET = "GET /%s HTTP/1.1\r\nHost: x\r\n\r\n";

    @Test
    @DisplayName("One connection too many is answered 503 and closed; when another has ended, there is room again")
    void refusesOneTooMany() throws IOException {
        try (TestServer server = TestServer.with(limits -> limits.withMaxConnections(2), TestServer::mirror);
                RawClient first = server.client();
                RawClient second = server.client()) {
            assertEquals(200, first.send(GET.formatted(1)).answer().status());
            assertEquals(200, second.send(GET.formatted(2)).answer().status());
            try (RawClient third = server.client()) {
                assertEquals(503, third.answer().status());
                assertTrue(third.ended());
            }
            assertEquals(new ServerStats(2, 2, 1, 0), server.stats());
            second.send("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            assertEquals(200, second.answer().status());
            second.hangUp();
            server.awaitConnections(1);
            try (RawClient fourth = server.client()) {
                assertEquals(200, fourth.send(GET.formatted(4)).answer().status());
            }
        }
    }
}
