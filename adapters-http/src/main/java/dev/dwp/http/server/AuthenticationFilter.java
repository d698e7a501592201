package dev.dwp.http.server;

import com.sun.net.httpserver.Authenticator;
import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpPrincipal;
import java.io.IOException;

/** Lets through who the context's authenticator knows; stands before all other filters. */
final class AuthenticationFilter extends Filter {
    private final Authenticator authenticator;

    AuthenticationFilter(Authenticator authenticator) {
        this.authenticator = authenticator;
    }

    @Override
    public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
        switch (authenticator.authenticate(exchange)) {
            case Authenticator.Success success -> {
                ((Authenticated) exchange).principal(success.getPrincipal());
                chain.doFilter(exchange);
            }
            case Authenticator.Retry retry -> exchange.sendResponseHeaders(retry.getResponseCode(), -1);
            case Authenticator.Failure failure -> exchange.sendResponseHeaders(failure.getResponseCode(), -1);
            default -> throw new IllegalStateException("The authenticator returned none of the three known results.");
        }
    }

    @Override
    public String description() {
        return "Authentication";
    }

    /** An exchange that can be told who its peer is. */
    interface Authenticated {
        void principal(HttpPrincipal principal);
    }
}
