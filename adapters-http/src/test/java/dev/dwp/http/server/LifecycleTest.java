package dev.dwp.http.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bound, started once, stopped once. */
class LifecycleTest {
    @Test
    @DisplayName("The provider makes servers that are bound now or later")
    void bindsNowOrLater() throws IOException {
        HttpServer server = new DwpHttpServerProvider().createHttpServer(null, 0);
        assertNull(server.getAddress());
        assertThrows(IllegalStateException.class, server::start);
        server.bind(TestServer.loopback(), 0);
        assertNotEquals(0, server.getAddress().getPort());
        assertThrows(BindException.class, () -> server.bind(TestServer.loopback(), 0));
        InetSocketAddress taken = server.getAddress();
        assertThrows(BindException.class, () -> HttpServers.create(taken, ServerOptions.defaults()));
        Executor executor = Runnable::run;
        server.setExecutor(executor);
        assertSame(executor, server.getExecutor());
        server.start();
        assertThrows(IllegalStateException.class, server::start);
        assertThrows(IllegalStateException.class, () -> server.setExecutor(null));
        assertThrows(IllegalArgumentException.class, () -> server.stop(-1));
        server.stop(0);
        server.stop(0);
        assertThrows(IllegalStateException.class, server::start);
    }

    @Test
    @DisplayName("A TLS server does not start without a configuration")
    void needsATlsConfiguration() throws IOException {
        HttpsServer server = new DwpHttpServerProvider().createHttpsServer(TestServer.loopback(), 0);
        assertNull(server.getHttpsConfigurator());
        assertThrows(IllegalStateException.class, server::start);
        server.stop(0);
    }

    @ParameterizedTest
    @DisplayName("IPv4 and IPv6 are served")
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void servesBothFamilies(String host) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getByName(host), 0);
        HttpServer server = HttpServers.create(address, ServerOptions.defaults());
        server.createContext("/", TestServer::mirror);
        server.start();
        try (RawClient client = new RawClient(server.getAddress())) {
            assertEquals(
                    200,
                    client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n").answer().status());
        } finally {
            server.stop(0);
        }
    }

    @Test
    @DisplayName("Limits that let nobody in are refused with a sentence")
    void refusesLimitsThatLetNobodyIn() {
        ServerLimits limits = ServerLimits.defaults();
        assertThrows(IllegalArgumentException.class, () -> limits.withMaxConnections(0));
        assertThrows(IllegalArgumentException.class, () -> limits.withMaxDrain(-1));
        assertThrows(IllegalArgumentException.class, () -> limits.head().withFields(0));
        assertThrows(IllegalArgumentException.class, () -> limits.deadlines().withHead(TestServer.millis(0)));
    }
}
