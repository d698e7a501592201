package dev.dwp.http.endpoint;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code GET /health/live} and {@code /health/ready}: 200, or 503 while not (PROTOCOL §1). Thread-safe. */
final class HealthEndpoint implements HttpHandler {
    private final String status;
    private final Supplier<@Nullable String> unhealthy;
    private final HttpErrors errors;

    /** Says {@code status} unless there is a reason not to. */
    HealthEndpoint(String status, Supplier<@Nullable String> unhealthy, HttpErrors errors) {
        this.status = status;
        this.unhealthy = unhealthy;
        this.errors = errors;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String reason = unhealthy.get();
        if (reason != null) {
            errors.send(exchange, 503, "The server is not %s: %s.".formatted(status, reason));
            return;
        }
        byte[] body = "{\"status\":\"%s\"}\n".formatted(status).getBytes(StandardCharsets.UTF_8);
        Replies.whole(exchange, 200, "application/json", body);
    }
}
