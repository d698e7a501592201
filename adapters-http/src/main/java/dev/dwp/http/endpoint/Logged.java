package dev.dwp.http.endpoint;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;

/** An endpoint each of whose requests is a line of the log once it is answered. Thread-safe. */
record Logged(HttpHandler endpoint, RequestLog log) implements HttpHandler {
    @Override
    public void handle(HttpExchange exchange) throws IOException {
        long began = System.nanoTime();
        try {
            endpoint.handle(exchange);
        } finally {
            log.answered(exchange, began);
        }
    }
}
