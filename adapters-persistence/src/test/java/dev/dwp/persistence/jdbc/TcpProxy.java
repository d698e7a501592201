package dev.dwp.persistence.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands between a store and its database, and can take their connections away from the store alone: the database's half
 * lives on, as when a router in between forgets a connection. It can also fall silent: nothing passes, and nothing is closed.
 */
final class TcpProxy implements AutoCloseable {
    private final ServerSocket listening;
    private final int target;
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
    private final Set<Socket> servers = ConcurrentHashMap.newKeySet();
    private volatile boolean silent;

    /** Stands before a port of this machine. */
    TcpProxy(int target) throws IOException {
        this.target = target;
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** Closes what the store has; the database hears nothing of it. */
    void cut() {
        List.copyOf(clients).forEach(client -> {
            clients.remove(client);
            close(client);
        });
    }

    /** Lets nothing pass from now on, and neither closes nor refuses anything. */
    void fallSilent() {
        silent = true;
    }

    /** Ends the silence: connections from before it are lost, and new ones pass. */
    void speak() {
        silent = false;
        cut();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                clients.add(client);
                servers.add(server);
                Thread.ofVirtual().start(() -> pass(client, server));
                Thread.ofVirtual().start(() -> pass(server, client));
            } catch (IOException closed) {
                // the test is over, or the database is away
            }
        }
    }

    private void pass(Socket from, Socket to) {
        byte[] buffer = new byte[8192];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (!silent) {
                    out.write(buffer, 0, read);
                }
            }
            if (clients.contains(from) && !silent) {
                to.close(); // the store has closed it by itself
            }
        } catch (IOException cut) {
            // as the test wants it
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        cut();
        servers.forEach(TcpProxy::close);
    }
}
