package dev.dwp.http.endpoint;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;

/** {@code GET /health/live} and {@code /health/ready}: 200, or 503 while not (PROTOCOL §1). Thread-safe. */
final class HealthEndpoint implements HttpHandler {
    private final String status;
    private final BooleanSupplier healthy;
    private final HttpErrors errors;

    /** Says {@code status} while {@code healthy}. */
    HealthEndpoint(String status, BooleanSupplier healthy, HttpErrors errors) {
        this.status = status;
        this.healthy = healthy;
        this.errors = errors;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        if (!healthy.getAsBoolean()) {
            errors.send(exchange, 503, "The server is not %s: it is stopping, or its store is away.".formatted(status));
            return;
        }
        byte[] body = "{\"status\":\"%s\"}\n".formatted(status).getBytes(StandardCharsets.UTF_8);
        Replies.whole(exchange, 200, "application/json", body);
    }
}
