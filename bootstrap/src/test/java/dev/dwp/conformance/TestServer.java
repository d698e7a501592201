package dev.dwp.conformance;

import dev.dwp.bootstrap.DwpServer;
import dev.dwp.bootstrap.demo.DemoHandlers;
import dev.dwp.domain.session.Tenant;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** The server under test: with the demo's handlers and keys, in memory, on a free port of its own. */
public final class TestServer implements AutoCloseable {
    private static final AtomicLong COUNTER = new AtomicLong(System.nanoTime());

    private final DwpServer server;

    private TestServer(Map<String, String> settings) {
        DwpServer.Builder builder = DwpServer.builder()
                .module(new DemoHandlers())
                .apiKey("demo-token", "demo-user", DemoHandlers.TENANT, "*")
                .apiKey("other-token", "other-user", new Tenant("other-app", "other-org"), "*")
                .apiKey("read-token", "reader", DemoHandlers.TENANT, "job:read", "workflow:read", "subscribe")
                .apiKey("job-token", "worker", DemoHandlers.TENANT, "job:read", "job:write")
                .apiKey("follow-token", "follower", DemoHandlers.TENANT, "subscribe")
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
    public static String unique(String prefix) {
        return prefix + "-" + Long.toString(COUNTER.incrementAndGet(), Character.MAX_RADIX);
    }

    URI uri() {
        return server.address();
    }

    DwpServer server() {
        return server;
    }

    String tokenWithoutSubscribe() {
        return "job-token";
    }

    /** Waits, as a client does, until a job or run has reached its last state. */
    void awaitFinal(String token, String id) throws Exception {
        awaitFinal(uri(), token, id);
    }

    /** The same on a server elsewhere. */
    public static void awaitFinal(URI server, String token, String id) throws Exception {
        String channel = (id.startsWith("job_") ? "job:" : "workflow:") + id;
        Map<String, String> headers = Map.of("Authorization", "Bearer " + token);
        try (EventSource events = EventSource.open(server, "channel=" + channel + "&after=evt-0", headers)) {
            events.awaitFinal();
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
