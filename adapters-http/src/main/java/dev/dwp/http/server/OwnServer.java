package dev.dwp.http.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;

/** What the servers made here can do beyond {@link com.sun.net.httpserver.HttpServer}. */
interface OwnServer {
    ServerStats stats();

    /** Listens on another address, too. */
    void listenAlso(InetSocketAddress address) throws IOException;

    /** Stops within a delay that need not be whole seconds. */
    void stop(Duration delay);
}
