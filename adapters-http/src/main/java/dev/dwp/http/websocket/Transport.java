package dev.dwp.http.websocket;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;

/**
 * The raw connection under a WebSocket: what the HTTP server hands over after the 101. One thread reads while another
 * writes; {@link #close()} may come from any thread, ends both, and must be safe to repeat.
 */
public interface Transport extends Closeable {
    InputStream input() throws IOException;

    /** Unbuffered: every write is made of as many frames as there are, and has to reach the peer. */
    OutputStream output() throws IOException;

    /**
     * Tells the peer that nothing more will come, while reading goes on. A transport that cannot does nothing and says so.
     *
     * @return whether the peer will see the end of the stream
     */
    boolean shutdownOutput() throws IOException;

    /**
     * From now on a read that gets nothing for that long throws {@link java.net.SocketTimeoutException}; zero, as at first,
     * waits for ever. A transport that cannot does nothing.
     */
    default void readTimeout(Duration timeout) throws IOException {}

    /** The two streams of a socket that was accepted elsewhere. */
    static Transport of(Socket socket) {
        return new SocketTransport(socket);
    }

    /**
     * Two streams that cannot be closed one at a time. A connection that was failed then stays until the peer closes it or
     * the close timeout has passed, as to close it at once could lose the Close frame.
     */
    static Transport of(InputStream input, OutputStream output, Closeable connection) {
        return new StreamTransport(input, output, connection);
    }
}
