package dev.dwp.client;

import dev.dwp.bootstrap.DwpServer;
import dev.dwp.bootstrap.demo.DemoHandlers;
import dev.dwp.domain.session.Tenant;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** A whole server in this process: in memory, with the demo's handlers and keys, on a free port. */
final class TestServer implements AutoCloseable {
    static final String TOKEN = "demo-token";

    private static final AtomicLong COUNTER = new AtomicLong(System.nanoTime());

    private final DwpServer server;

    private TestServer(Map<String, String> settings) {
        DwpServer.Builder builder = DwpServer.builder()
                .module(new DemoHandlers())
                .apiKey(TOKEN, "demo-user", DemoHandlers.TENANT, "*")
                .apiKey("other-token", "other-user", new Tenant("other-app", "other-org"), "*")
                .apiKey("read-token", "reader", DemoHandlers.TENANT, "job:read", "workflow:read", "subscribe")
                .apiKey("job-token", "worker", DemoHandlers.TENANT, "job:read", "job:write")
                .apiKey("ops-token", "operator", Tenant.NONE, "*")
                .port(0)
                .set("server.shutdown-grace", "5s");
        settings.forEach(builder::set);
        server = builder.start();
    }

    static TestServer start() {
        return new TestServer(Map.of());
    }

    static TestServer start(Map<String, String> settings) {
        return new TestServer(settings);
    }

    /** A name that nothing else has. */
    static String unique(String prefix) {
        return prefix + "-" + Long.toString(COUNTER.incrementAndGet(), Character.MAX_RADIX);
    }

    int port() {
        return server.address().getPort();
    }

    /** The endpoint by that scheme. */
    URI uri(String scheme) {
        return URI.create("%s://localhost:%d/dwp".formatted(scheme, port()));
    }

    /** A client over WebSocket, in JSON. */
    DwpClient client(String token) {
        return DwpClient.connect(uri("ws"), token);
    }

    DwpServer server() {
        return server;
    }

    @Override
    public void close() {
        server.close();
    }
}
