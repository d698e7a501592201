package dev.dwp.http.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Handlers that throw, and how the server's own answers look. */
class HandlerFailureTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

    @Test
    @DisplayName(
            "PROTOCOL §8: a failure before the response is 500, without the exception's text, and the connection stays")
    void answers500WithoutTheText() throws IOException {
        try (TestServer server = TestServer.with(exchange -> {
                    throw new IllegalStateException("secret");
                });
                RawClient client = server.client()) {
            for (int i = 0; i < 2; i++) {
                RawClient.Answer answer = client.send(GET).answer();
                assertEquals(500, answer.status());
                assertFalse(answer.body().contains("secret"));
            }
        }
    }

    @Test
    @DisplayName("A failure within the response cuts it off")
    void cutsTheResponseOff() throws IOException {
        try (TestServer server = TestServer.with(exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write('x');
                    exchange.getResponseBody().flush();
                    throw new StackOverflowError("expected by the test");
                });
                RawClient client = server.client()) {
            assertTrue(client.send(GET).rest().endsWith("\r\n\r\n0001\r\nx\r\n"));
        }
    }

    @Test
    @DisplayName("PROTOCOL §8: a handler's failure is told by an incident of its own, and by nothing else")
    void tellsOfAnIncident() throws IOException {
        ErrorBody errors = new ErrorBody() {
            @Override
            public Content render(int status, String message) {
                return ErrorBody.plainText().render(status, message);
            }

            @Override
            public String incident() {
                return "inc_1";
            }
        };
        HttpServer server = HttpServers.create(
                TestServer.loopback(), ServerOptions.defaults().withErrorBody(errors));
        server.createContext("/", exchange -> {
            throw new IllegalStateException("expected by the test");
        });
        server.start();
        try (RawClient client = new RawClient(server.getAddress())) {
            RawClient.Answer answer = client.send(GET).answer();
            assertEquals(500, answer.status());
            assertTrue(answer.body().contains("inc_1"), answer.body());
            assertFalse(answer.body().contains("expected"), answer.body());
        } finally {
            server.stop(0);
        }
    }

    @Test
    @DisplayName("PROTOCOL §1: the server's own answers look as the function it was given wants them")
    void rendersErrorsAsTold() throws IOException {
        ServerOptions options = ServerOptions.defaults()
                .withErrorBody((status, message) -> new ErrorBody.Content(
                        "application/json", ("{\"code\":" + status + "}").getBytes(StandardCharsets.US_ASCII)));
        HttpServer server = HttpServers.create(TestServer.loopback(), options);
        server.start();
        try (RawClient client = new RawClient(server.getAddress())) {
            RawClient.Answer unknown = client.send(GET).answer();
            assertEquals("application/json {\"code\":404}", unknown.header("content-type") + " " + unknown.body());
            RawClient.Answer malformed = client.send("\0").answer();
            assertEquals("application/json {\"code\":400}", malformed.header("content-type") + " " + malformed.body());
        } finally {
            server.stop(0);
        }
    }
}
