package dev.dwp.http.endpoint;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsExchange;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which web pages may talk to this server: its own, and those configured (PROTOCOL §1). A request without {@code Origin}
 * comes from no page and is always fine.
 */
final class Origins {
    private final Set<WebOrigin> configured = new HashSet<>();

    /** Origins as browsers spell them, {@code https://app.example}. */
    Origins(Set<String> configured) {
        for (String text : configured) {
            WebOrigin origin = WebOrigin.parse(text);
            if (origin == null) {
                throw new IllegalArgumentException(
                        "The origin \"%s\" is not of the form https://host or https://host:port.".formatted(text));
            }
            this.configured.add(origin);
        }
    }

    enum Verdict {
        /** No page, or a page of this server as the request names it. */
        OWN,
        /** A page of another origin that may call: a configured one, or this server by another of its loopback names. */
        CONFIGURED,
        FOREIGN
    }

    Verdict judge(HttpExchange exchange) {
        String origin = origin(exchange);
        if (origin == null) {
            return Verdict.OWN;
        }
        WebOrigin page = WebOrigin.parse(origin);
        if (page == null) {
            return Verdict.FOREIGN;
        }
        if (configured.contains(page)) {
            return Verdict.CONFIGURED;
        }
        WebOrigin own = own(exchange);
        if (page.equals(own)) {
            return Verdict.OWN;
        }
        return own != null && page.isLoopbackTwin(own) ? Verdict.CONFIGURED : Verdict.FOREIGN;
    }

    /** The origin that was asked: an absolute target goes before the Host field (RFC 9112 §3.2.2). */
    private static @Nullable WebOrigin own(HttpExchange exchange) {
        String authority = exchange.getRequestURI().getRawAuthority();
        String host = authority == null ? exchange.getRequestHeaders().getFirst("Host") : authority;
        String scheme = exchange instanceof HttpsExchange ? "https://" : "http://";
        return host == null ? null : WebOrigin.parse(scheme + host);
    }

    static @Nullable String origin(HttpExchange exchange) {
        return exchange.getRequestHeaders().getFirst("Origin");
    }
}
