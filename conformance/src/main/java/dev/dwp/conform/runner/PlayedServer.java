package dev.dwp.conform.runner;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The server that the runner plays on a free port of the loopback interface: over WebSocket, or over HTTP, so that a client
 * that was told to use one cannot pass by the other.
 */
final class PlayedServer implements AutoCloseable {
    private static final String REFUSAL = "{\"id\":\"frm-http\",\"type\":\"error\",\"error\":{\"code\":404,"
            + "\"message\":\"The runner does not play this transport now.\"},\"ts\":\"2026-01-01T00:00:00Z\"}";

    static final String PATH = "/dwp";

    private final ServerSocket listening;
    private final Function<WebSocketLine, ClientLink> greeting;
    /** Takes HTTP requests; null for a server of WebSocket. */
    private final @Nullable ClientDoor door;

    private final LinkedBlockingQueue<ClientLink> arrivals = new LinkedBlockingQueue<>();

    /** Begins to listen; what a WebSocket becomes is for the greeting to say, and with a door there are none. */
    PlayedServer(Function<WebSocketLine, ClientLink> greeting, @Nullable ClientDoor door) throws IOException {
        this.greeting = greeting;
        this.door = door;
        listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("conform-accept").start(this::accept);
    }

    URI url() {
        return URI.create((door == null ? "ws" : "http") + "://127.0.0.1:" + listening.getLocalPort() + PATH);
    }

    /** The next connection that a client opens. */
    Optional<ClientLink> arrival(Duration limit) throws InterruptedException {
        @Nullable ClientLink arrival = arrivals.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
        return Optional.ofNullable(arrival);
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listening.accept();
                Thread.ofVirtual().name("conform-handshake").start(() -> greet(socket));
            }
        } catch (SocketException e) {
            // closed: the dialogue is over
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void greet(Socket socket) {
        try {
            socket.setTcpNoDelay(true);
            BufferedInputStream in = new BufferedInputStream(socket.getInputStream());
            HttpHead head = HttpHead.read(in);
            String key = head.header("sec-websocket-key");
            if (door != null && key.isEmpty()) {
                door.serve(socket, in, head);
                return;
            }
            if (door != null || key.isEmpty()) {
                answer(
                        socket,
                        "HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: "
                                + REFUSAL.length() + "\r\n\r\n" + REFUSAL);
                socket.close();
                return;
            }
            answer(
                    socket,
                    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            + "Sec-WebSocket-Accept: " + WebSocketLink.accept(key) + "\r\n\r\n");
            arrivals.add(greeting.apply(new WebSocketLine(socket, in, false)));
        } catch (IOException e) {
            // a client that goes away while it connects has not arrived
        }
    }

    private static void answer(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (ClientLink link = arrivals.poll(); link != null; link = arrivals.poll()) {
            link.close();
        }
    }
}
