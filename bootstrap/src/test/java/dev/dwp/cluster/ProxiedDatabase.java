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
 * half of a connection hears nothing of either. Has platform threads, so that nothing else holds it up. Thread-safe.
 */
final class ProxiedDatabase implements AutoCloseable {
    private final ServerSocket listening;
    private final int target;
    private final String url;
    private final Set<Passage> open = ConcurrentHashMap.newKeySet();

    /** The database's halves of connections that the node has lost; closed at the next cut, so that they do not add up. */
    private final Set<Socket> orphans = ConcurrentHashMap.newKeySet();

    private volatile boolean silent;

    private record Passage(Socket client, Socket server) {}

    ProxiedDatabase(String direct) throws IOException {
        target = URI.create(direct.substring("jdbc:".length())).getPort();
        listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        url = direct.replace(":" + target, ":" + listening.getLocalPort());
        Thread.ofPlatform().daemon().start(this::accept);
    }

    String url() {
        return url;
    }

    void fallSilent() {
        silent = true;
    }

    /** Ends the silence: connections from before it are lost, and new ones pass. */
    void speak() {
        silent = false;
        cut();
    }

    /** Closes the node's half of each connection. */
    void cut() {
        closeOrphans();
        List.copyOf(open).forEach(this::orphan);
    }

    private void orphan(Passage passage) {
        if (open.remove(passage)) {
            orphans.add(passage.server());
            close(passage.client());
        }
    }

    private void closeOrphans() {
        List.copyOf(orphans).forEach(orphan -> {
            orphans.remove(orphan);
            close(orphan);
        });
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                connect(listening.accept());
            } catch (IOException over) {
                // the test has ended
            }
        }
    }

    private void connect(Socket client) {
        try {
            Passage passage = new Passage(client, new Socket(InetAddress.getLoopbackAddress(), target));
            open.add(passage);
            Thread.ofPlatform().daemon().start(() -> pass(client, passage.server(), passage));
            Thread.ofPlatform().daemon().start(() -> pass(passage.server(), client, passage));
        } catch (IOException away) {
            close(client);
        }
    }

    private void pass(Socket from, Socket to, Passage passage) {
        try {
            copy(from, to);
        } catch (IOException cut) {
            // as the test wants it, or one of both has gone
        }
        if (!silent) {
            if (open.remove(passage)) {
                close(passage.client());
                close(passage.server());
            }
        } else if (from.equals(passage.client())) {
            orphan(passage);
        }
    }

    private void copy(Socket from, Socket to) throws IOException {
        byte[] buffer = new byte[8192];
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            if (!silent) {
                out.write(buffer, 0, read);
            }
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
        closeOrphans();
    }
}
