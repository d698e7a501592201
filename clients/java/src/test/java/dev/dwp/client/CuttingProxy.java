package dev.dwp.client;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * A network between a client and a server that can be cut, closed in one direction, held up, and refused. What passes, passes
 * in pieces as they come.
 */
final class CuttingProxy implements AutoCloseable {
    private static final int PIECE = 512;
    private static final long DELAY_NANOS = Duration.ofMillis(50).toNanos();
    private static final List<Mischief> MISCHIEF = List.of(Mischief.CUT, Mischief.HALF_CLOSE, Mischief.DELAY);

    /** What may happen to a connection. */
    enum Mischief {
        NONE,
        CUT,
        HALF_CLOSE,
        DELAY
    }

    private final ServerSocket listener;
    private final int server;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();

    /** A piece needs it on its way: without it all stands still. */
    private final Semaphore open = new Semaphore(1, true);

    /** Asked after each piece to the client what happens to its connection then. */
    private volatile Supplier<Mischief> mischief = () -> Mischief.NONE;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition connected = lock.newCondition();

    private volatile boolean refusing;

    CuttingProxy(int server) {
        this.server = server;
        try {
            listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    URI uri(String scheme) {
        return URI.create("%s://localhost:%d/dwp".formatted(scheme, listener.getLocalPort()));
    }

    /** The connections that have come so far. */
    int connections() {
        return connections.get();
    }

    /** Waits until so many connections have come in all. */
    void awaitConnections(int count) throws InterruptedException {
        lock.lock();
        try {
            while (connections.get() < count) {
                connected.await();
            }
        } finally {
            lock.unlock();
        }
    }

    private void count() {
        lock.lock();
        try {
            connections.incrementAndGet();
            connected.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                count();
                if (refusing) {
                    client.close();
                } else {
                    connect(client);
                }
            } catch (IOException e) {
                // The proxy is closed, which the next turn sees, or the client has gone.
            }
        }
    }

    private void connect(Socket client) {
        try {
            Link link = new Link(client, new Socket(InetAddress.getLoopbackAddress(), server));
            links.add(link);
            link.start();
        } catch (IOException e) {
            // The server is away, which the client is to notice.
            quietly(client);
        }
    }

    /** Cuts all connections that there are. */
    void cut() {
        links.forEach(Link::cut);
    }

    /** Ends what the server sends, as if it had closed its side; what the client sends still arrives. */
    void halfClose() {
        links.forEach(Link::halfClose);
    }

    /** Has connections suffer by chance, once in so many pieces to the client; 0 stops that. */
    void suffer(Random random, int oncePerPieces) {
        mischief = () -> oncePerPieces == 0 || random.nextInt(oncePerPieces) > 0
                ? Mischief.NONE
                : MISCHIEF.get(random.nextInt(MISCHIEF.size()));
    }

    /** Closes new connections as soon as they come. */
    void refuse(boolean now) {
        refusing = now;
    }

    /** Lets nothing pass, without closing anything. */
    void hold() {
        open.acquireUninterruptibly();
    }

    void letGo() {
        open.release();
    }

    @Override
    public void close() {
        quietly(listener);
        cut();
    }

    private static void quietly(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Link {
        private final Socket client;
        private final Socket upstream;

        Link(Socket client, Socket upstream) {
            this.client = client;
            this.upstream = upstream;
        }

        void start() {
            Thread.ofVirtual().start(() -> pass(client, upstream, false));
            Thread.ofVirtual().start(() -> pass(upstream, client, true));
        }

        private void pass(Socket from, Socket to, boolean toClient) {
            byte[] piece = new byte[PIECE];
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
                    open.acquireUninterruptibly();
                    open.release();
                    out.write(piece, 0, n);
                    if (toClient) {
                        suffer(mischief.get());
                    }
                }
                to.shutdownOutput();
            } catch (IOException e) {
                cut();
            }
        }

        void cut() {
            links.remove(this);
            List.of(client, upstream).forEach(CuttingProxy::quietly);
        }

        private void suffer(Mischief what) {
            switch (what) {
                case NONE -> {}
                case CUT -> cut();
                case HALF_CLOSE -> halfClose();
                case DELAY -> LockSupport.parkNanos(DELAY_NANOS);
            }
        }

        void halfClose() {
            try {
                client.shutdownOutput();
            } catch (IOException e) {
                cut();
            }
        }
    }
}
