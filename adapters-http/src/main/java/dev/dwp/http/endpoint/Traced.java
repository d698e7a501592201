package dev.dwp.http.endpoint;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.dwp.application.log.LogLabels;
import dev.dwp.domain.frame.Traceparent;
import java.io.IOException;
import java.util.Map;

/**
 * An endpoint whose log lines carry the trace of the header {@code traceparent} from a request's first to its last
 * (PROTOCOL §2). Thread-safe.
 */
record Traced(HttpHandler endpoint) implements HttpHandler {
    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String trace = Traceparent.read(TraceHeader.of(exchange));
        if (trace == null) {
            endpoint.handle(exchange);
            return;
        }
        LogLabels labels = LogLabels.add(trace, Map.of());
        try {
            endpoint.handle(exchange);
        } finally {
            labels.remove();
        }
    }
}
