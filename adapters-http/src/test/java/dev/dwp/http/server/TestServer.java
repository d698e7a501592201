package dev.dwp.http.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** A server on a free port of the loopback, for one test. */
final class TestServer implements AutoCloseable {
    private final HttpServer server;

    private TestServer(HttpServer server) {
        this.server = server;
    }

    static TestServer with(HttpHandler handler) throws IOException {
        return with(UnaryOperator.identity(), handler);
    }

    static TestServer with(UnaryOperator<ServerLimits> limits, HttpHandler handler) throws IOException {
        ServerOptions options = ServerOptions.defaults().withLimits(limits.apply(ServerLimits.defaults()));
        HttpServer server = HttpServers.create(loopback(), options);
        server.createContext("/", handler);
        server.start();
        return new TestServer(server);
    }

    static TestServer withDeadlines(UnaryOperator<Deadlines> deadlines, HttpHandler handler) throws IOException {
        return with(limits -> limits.withDeadlines(deadlines.apply(limits.deadlines())), handler);
    }

    static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    static Duration millis(long count) {
        return Duration.ofMillis(count);
    }

    /** Answers 200 with that text. */
    static void reply(HttpExchange exchange, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** Answers with method, target and body of the request. */
    static void mirror(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
        reply(exchange, exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
    }

    RawClient client() throws IOException {
        return new RawClient(server.getAddress());
    }

    HttpServer server() {
        return server;
    }

    String uri(String path) {
        return "http://localhost:" + server.getAddress().getPort() + path;
    }

    ServerStats stats() {
        return HttpServers.stats(server);
    }

    /** Until so many connections are open, as far as the server knows: it accepts and forgets them a moment later. */
    void awaitConnections(int count) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (stats().connections() != count) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("There are not " + count + " connections: " + stats());
            }
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
