package dev.dwp.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL §4.1, §7.5: an event stream without a token")
class RefusedStreamTest {
    @Test
    @DisplayName("is refused with the places where a token may stand, and so says the log")
    void saysWhereATokenMayStand() throws Exception {
        try (LogTap log = new LogTap();
                TestServer server = TestServer.start()) {
            RawHttp.Answer answer = RawHttp.ask(
                    server.uri(),
                    "GET /dwp/sse?channel=firehose HTTP/1.1\r\nHost: %s\r\n\r\n"
                            .formatted(server.uri().getAuthority()));

            assertEquals(401, answer.status());
            String where = "A token is needed: in an 'Authorization: Bearer' header, or in the query as 'token'";
            assertTrue(answer.body().contains(where), answer::body);
            log.labels(line -> line.startsWith("Refused a credential over SSE") && line.contains(where));
        }
    }
}
