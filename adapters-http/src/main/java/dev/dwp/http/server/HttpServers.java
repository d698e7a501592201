package dev.dwp.http.server;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import javax.net.ssl.SSLContext;

/**
 * Makes servers. They keep the contract of {@link HttpServer} with these decisions where it leaves room:
 *
 * <ul>
 *   <li>handlers run on their connection's virtual thread; an executor is accepted and remembered, but not used
 *   <li>a handler may return and answer later from another thread, as on the JDK's own server
 *   <li>a context matches whole path segments: {@code /a} serves {@code /a} and {@code /a/b}, not {@code /ab}
 *   <li>attributes belong to one exchange
 *   <li>{@code stop} ends waiting connections at once, lets exchanges and upgraded connections finish within the delay, and
 *       then ends what is left
 *   <li>a handler that throws is logged and answered with 500, or cut off when its response had begun
 * </ul>
 */
public final class HttpServers {
    private HttpServers() {}

    /** A server bound to that address; port 0 picks a free one. */
    public static HttpServer create(InetSocketAddress address, ServerOptions options) throws IOException {
        HttpServer server = new PlainServer(options);
        server.bind(address, 0);
        return server;
    }

    /** A TLS server bound to that address, speaking TLS 1.2 and 1.3; see {@link TlsMaterial} for the context. */
    public static HttpsServer createTls(InetSocketAddress address, ServerOptions options, SSLContext context)
            throws IOException {
        HttpsServer server = new TlsServer(options);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.bind(address, 0);
        return server;
    }

    /** How a server made here is doing. */
    public static ServerStats stats(HttpServer server) {
        return own(server).stats();
    }

    /** Stops a server made here: like {@link HttpServer#stop}, within a delay that need not be whole seconds. */
    public static void stop(HttpServer server, Duration delay) {
        own(server).stop(delay);
    }

    /**
     * Makes a server that was made here, and has not started, listen on another address, too.
     *
     * @throws IOException when that is taken, or is no address of this machine
     */
    public static void listenAlso(HttpServer server, InetSocketAddress address) throws IOException {
        own(server).listenAlso(address);
    }

    /** Whether a server was made here, so that its handlers have threads of their own and its exchanges can leave HTTP. */
    public static boolean isOwn(HttpServer server) {
        return server instanceof OwnServer;
    }

    private static OwnServer own(HttpServer server) {
        if (server instanceof OwnServer own) {
            return own;
        }
        throw new IllegalArgumentException(
                "The server " + server.getClass().getName() + " was not made by HttpServers.");
    }
}
