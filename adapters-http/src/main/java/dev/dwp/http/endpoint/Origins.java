package dev.dwp.http.endpoint;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsExchange;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which web pages may talk to this server: its own, and those configured (PROTOCOL §1). A request without {@code Origin}
 * comes from no page and is always fine.
 */
final class Origins {
    private final Set<String> configured;

    /** Origins as browsers spell them, {@code https://app.example}. */
    Origins(Set<String> configured) {
        this.configured = configured.stream()
                .map(origin -> origin.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    enum Verdict {
        /** No page, or a page of this server. */
        OWN,
        /** A page of another origin that configuration lets in. */
        CONFIGURED,
        FOREIGN
    }

    Verdict judge(HttpExchange exchange) {
        String origin = origin(exchange);
        if (origin == null) {
            return Verdict.OWN;
        }
        String page = origin.toLowerCase(Locale.ROOT);
        if (configured.contains(page)) {
            return Verdict.CONFIGURED;
        }
        String host = exchange.getRequestHeaders().getFirst("Host");
        String scheme = exchange instanceof HttpsExchange ? "https://" : "http://";
        return host != null && page.equals(scheme + host.toLowerCase(Locale.ROOT)) ? Verdict.OWN : Verdict.FOREIGN;
    }

    static @Nullable String origin(HttpExchange exchange) {
        return exchange.getRequestHeaders().getFirst("Origin");
    }
}
