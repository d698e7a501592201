package dev.dwp.http.server;

import com.sun.net.httpserver.Authenticator;
import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A path with its handler, filters and authenticator. Thread-safe; a change holds for exchanges that begin after it. */
final class Context extends HttpContext {
    private final HttpServer server;
    private final String path;
    private final Map<String, Object> attributes = new ConcurrentHashMap<>();
    private final List<Filter> filters = new CopyOnWriteArrayList<>();
    /** Written by whoever configures the server. */
    private volatile @Nullable HttpHandler handler;
    /** Written by whoever configures the server. */
    private volatile @Nullable Authenticator authenticator;

    Context(HttpServer server, String path, @Nullable HttpHandler handler) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("The context path \"" + path + "\" does not begin with a slash.");
        }
        this.server = server;
        this.path = path;
        this.handler = handler;
    }

    void serve(HttpExchange exchange) throws IOException {
        HttpHandler target = handler;
        if (target == null) {
            throw new IllegalStateException(
                    "The context " + path + " has no handler; set one before the server starts.");
        }
        Authenticator gate = authenticator;
        if (gate == null && filters.isEmpty()) {
            target.handle(exchange);
            return;
        }
        List<Filter> chain = new ArrayList<>();
        if (gate != null) {
            chain.add(new AuthenticationFilter(gate));
        }
        chain.addAll(filters);
        new Filter.Chain(chain, target).doFilter(exchange);
    }

    /** Whole segments: {@code /a} matches {@code /a} and {@code /a/b} but not {@code /ab}. */
    boolean matches(String requested) {
        return requested.startsWith(path)
                && (requested.length() == path.length()
                        || path.endsWith("/")
                        || requested.charAt(path.length()) == '/');
    }

    @Override
    public @Nullable HttpHandler getHandler() {
        return handler;
    }

    @Override
    public void setHandler(HttpHandler value) {
        if (handler != null) {
            throw new IllegalArgumentException("The context " + path + " has a handler already.");
        }
        handler = value;
    }

    @Override
    public String getPath() {
        return path;
    }

    @Override
    public HttpServer getServer() {
        return server;
    }

    @Override
    public Map<String, Object> getAttributes() {
        return attributes;
    }

    @Override
    public List<Filter> getFilters() {
        return filters;
    }

    @Override
    public @Nullable Authenticator setAuthenticator(@Nullable Authenticator value) {
        Authenticator before = authenticator;
        authenticator = value;
        return before;
    }

    @Override
    public @Nullable Authenticator getAuthenticator() {
        return authenticator;
    }
}
