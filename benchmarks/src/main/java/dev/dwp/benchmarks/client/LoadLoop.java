package dev.dwp.benchmarks.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** All connections of a load, served by the one thread that calls. Not thread-safe. */
public final class LoadLoop implements AutoCloseable {
    /** Of the demo. */
    public static final String TOKEN = "demo-token";

    private final URI server;
    private final Selector selector;
    private final List<SelectionKey> keys = new ArrayList<>();

    /** @param server its address over HTTP */
    public LoadLoop(URI server) throws IOException {
        this.server = server;
        this.selector = Selector.open();
    }

    /** Opens one more connection. */
    public LoadConnection connect(Listener listener) throws IOException {
        SocketChannel channel = Handshake.open(server, TOKEN);
        channel.configureBlocking(false);
        LoadConnection connection = new LoadConnection(channel, listener);
        keys.add(channel.register(selector, SelectionKey.OP_READ, connection));
        return connection;
    }

    /** Serves the connections for that long. */
    public void run(Duration time) throws IOException {
        long start = System.nanoTime();
        long nanos = time.toNanos();
        do {
            turn(Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos - (System.nanoTime() - start))));
        } while (System.nanoTime() - start < nanos);
    }

    /**
     * Serves the connections until something is so.
     *
     * @throws IllegalStateException when it is not so in that time
     */
    public void runUntil(BooleanSupplier done, Duration limit) throws IOException {
        long start = System.nanoTime();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() - start > limit.toNanos()) {
                throw new IllegalStateException("What was waited for did not happen within " + limit);
            }
            turn(100);
        }
    }

    private void turn(long timeoutMillis) throws IOException {
        keys.forEach(LoadLoop::flush);
        selector.select(LoadLoop::receive, timeoutMillis);
    }

    private static void receive(SelectionKey key) {
        try {
            if (key.isReadable()) {
                ((LoadConnection) key.attachment()).receive();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void flush(SelectionKey key) {
        LoadConnection connection = (LoadConnection) key.attachment();
        try {
            connection.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int wanted = connection.hasUnsent() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ;
        if (key.interestOps() != wanted) {
            key.interestOps(wanted);
        }
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : keys) {
            key.channel().close();
        }
        selector.close();
    }
}
