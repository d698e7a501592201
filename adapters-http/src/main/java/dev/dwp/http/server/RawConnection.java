package dev.dwp.http.server;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * A connection that has left HTTP. It still counts as one of the server's connections, and ends with it at the latest.
 *
 * <p>One thread may read while another writes; each direction is used by one thread at a time. The rest is thread-safe.
 */
public interface RawConnection extends Closeable {
    /**
     * What the peer sends, beginning with what it sent right behind its request. Reads go to the socket unbuffered: give them
     * an array of some kilobytes. Closing it closes the connection.
     */
    InputStream input();

    /**
     * What goes to the peer, at once and unbuffered. A write that makes no progress within {@link Deadlines#write()} ends
     * the connection. Closing it closes the connection.
     */
    OutputStream output();

    /**
     * Tells the peer that nothing more will come, while reading goes on: what was written before is not lost to a reset
     * over octets that nobody read.
     */
    void shutdownOutput() throws IOException;

    /**
     * From now on a read that gets nothing for that long throws {@link java.net.SocketTimeoutException}, after which reading
     * may go on. Zero, the initial value, waits for ever.
     */
    void readTimeout(Duration timeout) throws IOException;

    /**
     * Runs the action when the server begins to stop, in a virtual thread of its own, so that the protocol spoken here can
     * say goodbye and close; what is still open when the server's grace period ends is aborted. Runs at once when the server
     * is stopping already. A later registration replaces an earlier one.
     */
    void onServerStop(Runnable action);

    /** The peer's address. */
    InetSocketAddress remoteAddress();

    /** This end's address. */
    InetSocketAddress localAddress();

    /** Closes the connection in good order; over TLS that tells the peer. Closing again does nothing. */
    @Override
    void close();

    /** Ends the connection at once, from any thread, also while another thread reads or writes. */
    void abort();
}
