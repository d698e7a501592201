package dev.dwp.http.endpoint;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.function.Supplier;

/** {@code GET /metrics}: what the server tells of itself (PROTOCOL §1). Thread-safe. */
final class MetricsEndpoint implements HttpHandler {
    private final String contentType;
    private final Supplier<byte[]> scrape;

    MetricsEndpoint(String contentType, Supplier<byte[]> scrape) {
        this.contentType = contentType;
        this.scrape = scrape;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Replies.whole(exchange, 200, contentType, scrape.get());
    }
}
