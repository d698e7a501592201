package dev.dwp.http.server;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes connections in and gives each its virtual thread; never waits for a peer. When the process is out of file
 * descriptors or memory it pauses and goes on, since connections that end free both.
 */
final class Acceptor implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Acceptor.class);
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(50);

    private final ServerSocket listener;
    private final Transport transport;
    private final ServerParts parts;
    private final Refusal refusal;

    Acceptor(ServerSocket listener, Transport transport, ServerParts parts) {
        this.listener = listener;
        this.transport = transport;
        this.parts = parts;
        this.refusal = new Refusal(parts.options().errorBody(), parts.date());
    }

    @Override
    public void run() {
        while (!listener.isClosed()) {
            try {
                admit(listener.accept());
            } catch (IOException | RuntimeException | OutOfMemoryError e) {
                if (!listener.isClosed()) {
                    LOG.warn("A connection could not be accepted; accepting goes on in a moment.", e);
                    LockSupport.parkNanos(this, PAUSE);
                }
            }
        }
    }

    private void admit(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        Connection connection = new Connection(socket, transport, parts);
        if (parts.connections().add(connection)) {
            connection.start();
        } else if (transport.plain() && !parts.connections().stopping()) {
            refusal.answer(socket);
        } else {
            socket.close();
        }
    }
}
