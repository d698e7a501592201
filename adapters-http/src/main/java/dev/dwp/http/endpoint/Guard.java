package dev.dwp.http.endpoint;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.dwp.http.server.syntax.DecodedPath;
import java.io.IOException;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What holds for every endpoint before it is asked: its paths, its verbs, who may call from a web page (CORS), and
 * that whatever it throws becomes an error frame.
 */
final class Guard implements HttpHandler {
    private final Predicate<String> paths;
    private final Set<String> verbs;
    private final Origins origins;
    private final HttpErrors errors;
    private final HttpHandler endpoint;

    /**
     * Stands before an endpoint.
     *
     * @param paths which decoded paths are its own
     */
    Guard(Predicate<String> paths, Set<String> verbs, Origins origins, HttpErrors errors, HttpHandler endpoint) {
        this.paths = paths;
        this.verbs = verbs;
        this.origins = origins;
        this.errors = errors;
        this.endpoint = endpoint;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        if (!paths.test(DecodedPath.of(exchange.getRequestURI()))) {
            errors.send(exchange, 404, "There is nothing at this path.");
            return;
        }
        Origins.Verdict verdict = origins.judge(exchange);
        if (verdict == Origins.Verdict.FOREIGN) {
            errors.send(
                    exchange,
                    403,
                    "Pages of this origin may not call this server; configure server.cors.origins, or server.public-origins where a proxy stands in front of it.");
            return;
        }
        if (verdict == Origins.Verdict.CONFIGURED) {
            allow(exchange);
        }
        if (verbs.contains(exchange.getRequestMethod())) {
            ask(exchange);
        } else if (preflight(exchange)) {
            exchange.getResponseHeaders().set("Access-Control-Max-Age", "600");
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        } else {
            exchange.getResponseHeaders().set("Allow", allowed());
            errors.send(exchange, 405, "This path takes %s only.".formatted(allowed()));
        }
    }

    private void ask(HttpExchange exchange) throws IOException {
        try {
            endpoint.handle(exchange);
        } catch (RuntimeException e) {
            errors.send(exchange, e);
        }
    }

    private void allow(HttpExchange exchange) {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Access-Control-Allow-Origin", Origins.origin(exchange));
        headers.set("Access-Control-Allow-Methods", allowed());
        headers.set("Access-Control-Allow-Headers", "Authorization, Content-Type, Accept, Last-Event-ID, traceparent");
        headers.set("Access-Control-Expose-Headers", "Last-Event-ID");
        headers.set("Vary", "Origin");
    }

    private static boolean preflight(HttpExchange exchange) {
        return exchange.getRequestMethod().equals("OPTIONS")
                && exchange.getRequestHeaders().containsKey("Access-Control-Request-Method");
    }

    private String allowed() {
        return String.join(", ", verbs.stream().sorted().toList());
    }
}
