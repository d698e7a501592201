package dev.dwp.http.endpoint;

import com.sun.net.httpserver.HttpExchange;
import dev.dwp.domain.frame.Excerpt;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line of the log for each request, where that is wanted: of HTTP with method, path, status, duration and peer, of a
 * WebSocket with the protocol's method instead. Neither queries nor bodies nor headers, so that it holds no token. Thread-safe.
 */
final class RequestLog {
    private static final Logger LOG = LoggerFactory.getLogger(RequestLog.class);

    private final boolean wanted;
    private final Map<HttpExchange, String> methods = new ConcurrentHashMap<>();

    RequestLog(boolean wanted) {
        this.wanted = wanted;
    }

    boolean wanted() {
        return wanted;
    }

    /** The protocol's method that a request over HTTP asks for; goes into its line. */
    void asksFor(HttpExchange exchange, String method) {
        if (wanted) {
            methods.put(exchange, Excerpt.of(method));
        }
    }

    /** Writes the line of a request over HTTP that began at that {@link System#nanoTime()}. */
    void answered(HttpExchange exchange, long began) {
        String method = methods.remove(exchange);
        LOG.info(
                "{} {}{} {} {} ms {}",
                Excerpt.of(exchange.getRequestMethod()),
                Excerpt.of(String.valueOf(exchange.getRequestURI().getRawPath())),
                method == null ? "" : " " + method,
                exchange.getResponseCode(),
                millis(Duration.ofNanos(System.nanoTime() - began)),
                text(exchange.getRemoteAddress()));
    }

    /** Writes the line of a request over a WebSocket. */
    void answered(String method, int code, Duration took, InetSocketAddress peer) {
        if (wanted) {
            LOG.info("WebSocket {} {} {} ms {}", Excerpt.of(method), code, millis(took), text(peer));
        }
    }

    static String text(InetSocketAddress peer) {
        String host = peer.getAddress() == null
                ? peer.getHostString()
                : peer.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + peer.getPort();
    }

    private static String millis(Duration took) {
        long tenths = took.toNanos() / 100_000;
        return tenths / 10 + "." + tenths % 10;
    }
}
