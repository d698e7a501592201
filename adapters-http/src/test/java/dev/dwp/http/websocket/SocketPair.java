package dev.dwp.http.websocket;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.function.Function;

/** A running connection and the client's end of its socket. */
final class SocketPair implements AutoCloseable {
    static final BufferPool BUFFERS = new BufferPool(4);

    final Socket client;
    final ServerFrames received;
    final WebSocketConnection connection;
    final RecordingListener listener;
    private final Thread running;

    SocketPair(ConnectionLimits limits) throws IOException {
        this(limits, null, Transport::of, RecordingListener::new);
    }

    SocketPair(
            ConnectionLimits limits,
            PerMessageDeflate deflate,
            Function<Socket, Transport> transport,
            Function<WebSocketConnection, RecordingListener> application)
            throws IOException {
        Socket accepted;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            client = new Socket(server.getInetAddress(), server.getLocalPort());
            accepted = server.accept();
        }
        client.setSoTimeout(20_000);
        client.setTcpNoDelay(true);
        received = new ServerFrames(client.getInputStream());
        connection = new WebSocketConnection(transport.apply(accepted), limits, BUFFERS, deflate);
        listener = application.apply(connection);
        running = Thread.startVirtualThread(() -> connection.run(listener));
    }

    void send(byte[]... frames) throws IOException {
        client.getOutputStream().write(ClientFrames.concat(frames));
    }

    String receive() throws IOException {
        return received.next();
    }

    void awaitEnd() throws InterruptedException {
        running.join(20_000);
        if (running.isAlive()) {
            throw new AssertionError("The connection still runs after 20 s.");
        }
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
