package dev.dwp.http.server;

import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** {@link ServerCore} over TLS, as an {@link HttpsServer}. */
final class TlsServer extends HttpsServer implements OwnServer {
    private final ServerCore core;
    private final TlsTransport transport;

    TlsServer(ServerOptions options) {
        this.transport = new TlsTransport(options.limits().deadlines().handshake());
        this.core = new ServerCore(options, transport);
    }

    @Override
    public void bind(InetSocketAddress address, int backlog) throws IOException {
        core.bind(address, backlog);
    }

    @Override
    public void start() {
        if (transport.configurator() == null) {
            throw new IllegalStateException("A TLS server needs an HttpsConfigurator before it starts.");
        }
        core.start();
    }

    @Override
    public void setHttpsConfigurator(HttpsConfigurator configurator) {
        transport.configurator(Objects.requireNonNull(configurator, "configurator"));
    }

    @Override
    public @Nullable HttpsConfigurator getHttpsConfigurator() {
        return transport.configurator();
    }

    @Override
    public void setExecutor(@Nullable Executor executor) {
        core.executor(executor);
    }

    @Override
    public @Nullable Executor getExecutor() {
        return core.executor();
    }

    @Override
    public void stop(int delay) {
        core.stop(Duration.ofSeconds(delay));
    }

    @Override
    public void listenAlso(InetSocketAddress address) throws IOException {
        core.listenAlso(address);
    }

    @Override
    public void stop(Duration delay) {
        core.stop(delay);
    }

    @Override
    public HttpContext createContext(String path, HttpHandler handler) {
        return core.add(new Context(this, path, handler));
    }

    @Override
    public HttpContext createContext(String path) {
        return core.add(new Context(this, path, null));
    }

    @Override
    public void removeContext(String path) {
        core.remove(path);
    }

    @Override
    public void removeContext(HttpContext context) {
        core.remove(context.getPath());
    }

    @Override
    public @Nullable InetSocketAddress getAddress() {
        return core.address();
    }

    @Override
    public ServerStats stats() {
        return core.stats();
    }
}
