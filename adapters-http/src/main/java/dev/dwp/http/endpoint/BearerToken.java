package dev.dwp.http.endpoint;

import com.sun.net.httpserver.HttpExchange;
import org.jspecify.annotations.Nullable;

/** Reads the token of an {@code Authorization} header (PROTOCOL §4.1). */
final class BearerToken {
    private static final String SCHEME = "Bearer ";

    private BearerToken() {}

    /** The token after {@code Bearer}, or the whole value where there is no scheme; {@code null} without the header. */
    static @Nullable String of(HttpExchange exchange) {
        String value = exchange.getRequestHeaders().getFirst("Authorization");
        if (value == null) {
            return null;
        }
        boolean scheme = value.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
        return (scheme ? value.substring(SCHEME.length()) : value).strip();
    }
}
