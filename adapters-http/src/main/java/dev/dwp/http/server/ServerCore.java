package dev.dwp.http.server;

import com.sun.net.httpserver.HttpContext;
import dev.dwp.http.server.io.Watchdog;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The life of a server: bound, started once, stopped once. Thread-safe. */
final class ServerCore {
    private static final int BACKLOG = 1024;

    private final ServerParts parts;
    private final Transport transport;
    private final Watchdog watchdog;
    private final ReentrantLock lock = new ReentrantLock();
    /** Written under {@link #lock} by bind. */
    private volatile @Nullable ServerSocket listener;
    /** Written by whoever configures the server; kept for the getter alone. */
    private volatile @Nullable Executor executor;
    /** Beside the first; guarded by {@link #lock}. */
    private final List<ServerSocket> others = new ArrayList<>();
    /** Guarded by {@link #lock}. */
    private boolean started;
    /** Written under {@link #lock} by start. */
    private volatile List<Thread> acceptors = List.of();

    ServerCore(ServerOptions options, Transport transport) {
        this.parts = ServerParts.of(options);
        this.transport = transport;
        Deadlines deadlines = options.limits().deadlines();
        Duration shortest = Collections.min(List.of(deadlines.write(), deadlines.handshake(), deadlines.idle()));
        this.watchdog = new Watchdog(parts.connections().open(), shortest);
    }

    void bind(InetSocketAddress address, int backlog) throws IOException {
        lock.lock();
        try {
            if (listener != null) {
                throw new BindException("The server is bound to " + address() + " already.");
            }
            listener = bound(address, backlog > 0 ? backlog : BACKLOG);
        } finally {
            lock.unlock();
        }
    }

    void listenAlso(InetSocketAddress address) throws IOException {
        lock.lock();
        try {
            if (listener == null || started) {
                throw new IllegalStateException(
                        "A server listens on a second address after its first, before it starts.");
            }
            others.add(bound(address, BACKLOG));
        } finally {
            lock.unlock();
        }
    }

    private static ServerSocket bound(InetSocketAddress address, int backlog) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.setReuseAddress(true);
            socket.bind(address, backlog);
            return socket;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    void start() {
        lock.lock();
        try {
            ServerSocket socket = listener;
            if (socket == null || started || parts.connections().stopping()) {
                throw new IllegalStateException(
                        "A server is started once, after it was bound and before it is stopped.");
            }
            started = true;
            acceptors = Stream.concat(Stream.of(socket), others.stream())
                    .map(each ->
                            Thread.ofPlatform().name("dwp-http-acceptor").start(new Acceptor(each, transport, parts)))
                    .toList();
            watchdog.start();
        } finally {
            lock.unlock();
        }
    }

    /** Returns when all connections have ended, at the latest when the delay is over. */
    void stop(Duration delay) {
        if (delay.isNegative()) {
            throw new IllegalArgumentException("The delay " + delay + " is negative.");
        }
        closeListeners();
        awaitAcceptors();
        parts.connections().stop(delay);
        watchdog.stop();
    }

    private void closeListeners() {
        lock.lock();
        try {
            ServerSocket socket = listener;
            if (socket != null) {
                socket.close();
            }
            for (ServerSocket other : others) {
                other.close();
            }
        } catch (IOException e) {
            throw new IllegalStateException("The listening socket cannot be closed.", e);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Until the acceptor has left its call, the system keeps the closed listener's queue open, and peers get connections that
     * nobody will ever serve. It never waits for a peer, so this takes a moment at most.
     */
    private void awaitAcceptors() {
        try {
            for (Thread accepting : acceptors) {
                accepting.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    HttpContext add(Context context) {
        parts.contexts().add(context);
        return context;
    }

    void remove(String path) {
        parts.contexts().remove(path);
    }

    void executor(@Nullable Executor value) {
        lock.lock();
        try {
            if (started) {
                throw new IllegalStateException("The executor is set before the server starts.");
            }
            executor = value;
        } finally {
            lock.unlock();
        }
    }

    @Nullable
    Executor executor() {
        return executor;
    }

    @Nullable
    InetSocketAddress address() {
        ServerSocket socket = listener;
        return socket == null ? null : (InetSocketAddress) socket.getLocalSocketAddress();
    }

    ServerStats stats() {
        return parts.connections().stats();
    }
}
