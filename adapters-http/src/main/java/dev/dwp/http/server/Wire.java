package dev.dwp.http.server;

import dev.dwp.http.server.io.OutputBuffer;
import dev.dwp.http.server.io.SocketInput;
import dev.dwp.http.server.io.SocketOutput;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** The two directions of a connection that speaks HTTP, and what is known of its ends. */
final class Wire {
    private final Connection connection;
    private final Socket socket;
    private final @Nullable SSLSession session;
    private final SocketInput input;
    private final SocketOutput output;
    private final OutputBuffer buffer;

    Wire(Connection connection, Socket socket, @Nullable SSLSession session, ServerParts parts) throws IOException {
        this.connection = connection;
        this.socket = socket;
        this.session = session;
        this.input = new SocketInput(socket, parts.pool(), parts.options().yieldBeforeRead());
        this.output =
                new SocketOutput(socket, connection.guard(), parts.deadlines().write());
        this.buffer = new OutputBuffer(output, parts.pool());
    }

    Connection connection() {
        return connection;
    }

    Socket socket() {
        return socket;
    }

    @Nullable
    SSLSession session() {
        return session;
    }

    SocketInput input() {
        return input;
    }

    SocketOutput output() {
        return output;
    }

    OutputBuffer buffer() {
        return buffer;
    }

    InetSocketAddress remoteAddress() {
        return (InetSocketAddress) socket.getRemoteSocketAddress();
    }

    InetSocketAddress localAddress() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }
}
