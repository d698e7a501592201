package dev.dwp.http.endpoint;

import com.sun.net.httpserver.HttpExchange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the header {@code traceparent} (W3C Trace Context §3.2). */
final class TraceHeader {
    private TraceHeader() {}

    /** As it was sent; {@code null} without it, and where there are two, neither of which can be trusted. */
    static @Nullable String of(HttpExchange exchange) {
        List<String> sent = exchange.getRequestHeaders().get("traceparent");
        return sent == null || sent.size() != 1 ? null : sent.getFirst();
    }
}
