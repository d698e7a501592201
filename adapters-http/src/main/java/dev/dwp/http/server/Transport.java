package dev.dwp.http.server;

import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** What lies between a TCP connection and HTTP. */
interface Transport {
    /**
     * Makes the accepted connection ready to be read and written; called in the connection's thread, which it may block for
     * the handshake.
     */
    Socket open(Socket accepted) throws IOException;

    /** Whether there is nothing in between. */
    boolean plain();

    /** The TLS session of a socket that {@link #open} returned. */
    @Nullable
    SSLSession session(Socket opened);
}
