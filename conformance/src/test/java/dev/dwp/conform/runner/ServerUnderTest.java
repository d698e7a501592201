package dev.dwp.conform.runner;

import dev.dwp.application.auth.ApiKeyAuthenticator;
import dev.dwp.bootstrap.DwpServer;
import dev.dwp.bootstrap.demo.DemoHandlers;
import dev.dwp.domain.session.Tenant;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** This project's server, with the demo's handlers and keys, in memory, on a free port. */
final class ServerUnderTest implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final DwpServer server;

    ServerUnderTest(Map<String, String> settings) {
        this(settings, new ApiKeyAuthenticator(List.of()));
    }

    /** One that knows further keys. */
    ServerUnderTest(Map<String, String> settings, ApiKeyAuthenticator keys) {
        DwpServer.Builder builder = DwpServer.builder()
                .module(new DemoHandlers())
                .apiKey("demo-token", "demo-user", DemoHandlers.TENANT, "*")
                .apiKey("other-token", "other-user", new Tenant("other-app", "other-org"), "*")
                .apiKey("read-token", "reader", DemoHandlers.TENANT, "job:read", "workflow:read", "subscribe")
                .apiKey("ops-token", "operator", Tenant.NONE, "*")
                .authenticator(keys)
                .port(0)
                .set("store", "memory")
                .set("server.auth-timeout", "60s")
                .set("server.shutdown-grace", "5s");
        settings.forEach(builder::set);
        server = builder.start();
    }

    URI http() {
        return server.address();
    }

    Target target() {
        return target(server.address(), PATIENCE);
    }

    /** A server of these keys at an address. */
    static Target target(URI http, Duration patience) {
        return new Target(
                URI.create("ws://" + http.getRawAuthority() + "/dwp"),
                Map.of("token", "demo-token", "other", "other-token", "read", "read-token", "ops", "ops-token"),
                patience,
                null);
    }

    @Override
    public void close() {
        server.close();
    }
}
