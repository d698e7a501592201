package dev.dwp.http.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A {@link RawConnection}: it holds the connection and its socket, and nothing of HTTP. */
final class RawSocket implements RawConnection, Connection.Ending {
    private final Connection connection;
    private final Socket socket;
    private final RawInput input;
    private final RawOutput output;
    /** Taken out by whoever runs it, so that it runs once. */
    private final AtomicReference<@Nullable Runnable> stopAction = new AtomicReference<>();

    RawSocket(Wire wire, boolean yield) throws IOException {
        this.connection = wire.connection();
        this.socket = wire.socket();
        this.socket.setSoTimeout(0);
        this.input = new RawInput(socket.getInputStream(), wire.input().detach(), yield, connection::close);
        this.output = new RawOutput(wire.output(), connection::close);
        connection.raw(this);
    }

    @Override
    public InputStream input() {
        return input;
    }

    @Override
    public OutputStream output() {
        return output;
    }

    @Override
    public void shutdownOutput() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public void readTimeout(Duration timeout) throws IOException {
        long millis = timeout.isZero() ? 0 : Math.max(1, timeout.toMillis());
        socket.setSoTimeout((int) Math.min(Integer.MAX_VALUE, millis));
    }

    @Override
    public void onServerStop(Runnable action) {
        stopAction.set(action);
        if (connection.stopping()) {
            serverStops();
        }
    }

    @Override
    public void serverStops() {
        Runnable action = stopAction.getAndSet(null);
        if (action != null) {
            Thread.ofVirtual().name("http-raw-stop").start(action);
        }
    }

    @Override
    public void cut() {
        stopAction.set(null);
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return (InetSocketAddress) socket.getRemoteSocketAddress();
    }

    @Override
    public InetSocketAddress localAddress() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    @Override
    public void close() {
        connection.close();
    }

    @Override
    public void abort() {
        connection.abort();
    }
}
