package dev.dwp.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One node's way to a database, which can be cut, or fall silent: then nothing passes, and nothing is closed. The database's
 * half of a connection hears nothing of either.
 */
final class ProxiedDatabase implements AutoCloseable {
    private final ServerSocket listening;
    private final int target;
    private final String url;
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
    private final Set<Socket> servers = ConcurrentHashMap.newKeySet();
    private volatile boolean silent;

    ProxiedDatabase(String direct) throws IOException {
        target = URI.create(direct.substring("jdbc:".length())).getPort();
        listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        url = direct.replace(":" + target, ":" + listening.getLocalPort());
        Thread.ofVirtual().start(this::accept);
    }

    String url() {
        return url;
    }

    void fallSilent() {
        silent = true;
    }

    /** Closes the node's half of each connection. */
    void cut() {
        List.copyOf(clients).forEach(client -> {
            clients.remove(client);
            close(client);
        });
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
            } catch (IOException over) {
                // the test has ended
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
                to.close(); // the node has closed it by itself
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
        servers.forEach(ProxiedDatabase::close);
    }
}
