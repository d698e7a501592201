package dev.dwp.http.server;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsServer;
import com.sun.net.httpserver.spi.HttpServerProvider;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * This server as the JVM's own: {@code -Dcom.sun.net.httpserver.HttpServerProvider=dev.dwp.http.server.DwpHttpServerProvider}
 * makes {@link HttpServer#create()} return it, with {@link ServerOptions#defaults()}. It is not registered as a service, so
 * that having it on the class path changes nothing.
 */
public final class DwpHttpServerProvider extends HttpServerProvider {
    /** For the JVM, which makes it by its name. */
    public DwpHttpServerProvider() {}

    @Override
    public HttpServer createHttpServer(@Nullable InetSocketAddress address, int backlog) throws IOException {
        return bound(new PlainServer(ServerOptions.defaults()), address, backlog);
    }

    @Override
    public HttpsServer createHttpsServer(@Nullable InetSocketAddress address, int backlog) throws IOException {
        return bound(new TlsServer(ServerOptions.defaults()), address, backlog);
    }

    private static <S extends HttpServer> S bound(S server, @Nullable InetSocketAddress address, int backlog)
            throws IOException {
        if (address != null) {
            server.bind(address, backlog);
        }
        return server;
    }
}
