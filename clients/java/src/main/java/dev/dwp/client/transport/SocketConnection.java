package dev.dwp.client.transport;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dwp.client.error.ConnectionLostException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket: frames out in order, frames in whole. Frames are decoded on the HTTP client's threads and given to the peer
 * on its loop, at most {@link #WINDOW} ahead of it. Methods are called on the loop alone; those of the listener by the HTTP
 * client, one at a time.
 */
final class SocketConnection implements WebSocket.Listener {
    /** The messages that may wait for the loop. */
    private static final int WINDOW = 128;

    /** The time in which a peer may answer a goodbye. */
    private static final Duration GOODBYE = Duration.ofSeconds(5);

    /** The one who has the connection; called on the loop. */
    interface Peer {
        void received(SocketConnection connection, JsonNode frame);

        /** All that was to be sent has been, and not at once. */
        void drained(SocketConnection connection);

        /** It is over, once. */
        void lost(SocketConnection connection, ConnectionLostException cause);
    }

    private final SessionLoop loop;
    private final Codec codec;
    private final Peer peer;

    /** Of the loop. */
    private final ArrayDeque<byte[]> outbox = new ArrayDeque<>();

    private boolean writing;
    private boolean over;
    private @Nullable ConnectionLostException loss;
    private @Nullable WebSocket socket;

    /** Of the listener. */
    private final StringBuilder text = new StringBuilder();

    private final ByteArrayOutputStream binary = new ByteArrayOutputStream();

    /** Written by the listener, read by the loop. */
    private volatile long lastReceived = System.nanoTime();

    private SocketConnection(SessionLoop loop, Codec codec, Peer peer) {
        this.loop = loop;
        this.codec = codec;
        this.peer = peer;
    }

    /** Connects; completes on the loop. */
    static CompletableFuture<SocketConnection> open(ClientSettings settings, SessionLoop loop, Peer peer) {
        SocketConnection connection = new SocketConnection(loop, settings.codec(), peer);
        return settings.http()
                .newWebSocketBuilder()
                .connectTimeout(settings.timeout())
                .buildAsync(settings.uri(), connection)
                .thenApplyAsync(connection::with, loop);
    }

    private SocketConnection with(WebSocket opened) {
        socket = opened;
        return this;
    }

    /** The reason for its end, which may come before the peer has it; {@code null} while it lasts. */
    @Nullable
    ConnectionLostException loss() {
        return loss;
    }

    /** When something came last, as {@link System#nanoTime} counts. */
    long lastReceived() {
        return lastReceived;
    }

    /** True when what is sent now would wait for what is being sent. */
    boolean writing() {
        return writing;
    }

    void send(byte[] frame) {
        outbox.add(frame);
        write();
    }

    private void write() {
        WebSocket to = socket;
        while (to != null && !over && !writing && !outbox.isEmpty()) {
            byte[] frame = outbox.remove();
            CompletableFuture<WebSocket> sent = codec.text()
                    ? to.sendText(new String(frame, StandardCharsets.UTF_8), true)
                    : to.sendBinary(ByteBuffer.wrap(frame), true);
            if (sent.isDone() && !sent.isCompletedExceptionally()) {
                continue;
            }
            writing = true;
            loop.whenDone(sent, (same, failure) -> written(failure));
        }
    }

    private void written(@Nullable Throwable failure) {
        writing = false;
        if (failure == null) {
            write();
            if (!writing && !over) {
                peer.drained(this);
            }
        } else {
            lose("A frame could not be sent", failure);
        }
    }

    /** Says goodbye, and lets go. */
    void close() {
        WebSocket to = socket;
        over = true;
        outbox.clear();
        if (to != null) {
            loop.whenDone(to.sendClose(WebSocket.NORMAL_CLOSURE, ""), (same, failure) -> {
                if (failure != null) {
                    to.abort();
                }
            });
            // A peer that does not answer keeps nothing open; after a proper end this does nothing.
            CompletableFuture.delayedExecutor(GOODBYE.toSeconds(), TimeUnit.SECONDS)
                    .execute(to::abort);
        }
    }

    /** Gives up a peer that does not answer. */
    void abort(String why) {
        lose(why, null);
    }

    private void lose(String why, @Nullable Throwable cause) {
        if (over) {
            return;
        }
        over = true;
        outbox.clear();
        WebSocket to = socket;
        if (to != null) {
            to.abort();
        }
        String reason = FailureReasons.of(cause);
        ConnectionLostException lost =
                new ConnectionLostException(why + (reason.isEmpty() ? "" : ": " + reason) + ".", cause);
        loss = lost;
        peer.lost(this, lost);
    }

    @Override
    public void onOpen(WebSocket webSocket) {
        webSocket.request(WINDOW);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        lastReceived = System.nanoTime();
        if (text.length() + data.length() > Codec.MOST_OCTETS) {
            return tooLong();
        }
        String part = data.toString();
        if (!last) {
            text.append(part);
            webSocket.request(1);
        } else if (text.isEmpty()) {
            decoded(webSocket, () -> Codec.JSON.decode(part));
        } else {
            String whole = text.append(part).toString();
            text.setLength(0);
            decoded(webSocket, () -> Codec.JSON.decode(whole));
        }
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
        lastReceived = System.nanoTime();
        if (binary.size() + data.remaining() > Codec.MOST_OCTETS) {
            return tooLong();
        }
        byte[] part = new byte[data.remaining()];
        data.get(part);
        binary.writeBytes(part);
        if (last) {
            byte[] octets = binary.toByteArray();
            binary.reset();
            decoded(webSocket, () -> Codec.MSGPACK.decode(octets));
        } else {
            webSocket.request(1);
        }
        return null;
    }

    /** Reads a frame from what has come. */
    @FunctionalInterface
    private interface Decoding {
        JsonNode frame() throws IOException;
    }

    private void decoded(WebSocket webSocket, Decoding decoding) {
        try {
            JsonNode frame = decoding.frame();
            loop.execute(() -> {
                webSocket.request(1);
                if (!over) {
                    peer.received(this, frame);
                }
            });
        } catch (IOException e) {
            loop.execute(() -> lose("The server sent what is no frame", e));
        }
    }

    private @Nullable CompletionStage<?> tooLong() {
        loop.execute(() -> lose("The server sent a message of more than %d octets".formatted(Codec.MOST_OCTETS), null));
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPing(WebSocket webSocket, ByteBuffer message) {
        lastReceived = System.nanoTime();
        webSocket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPong(WebSocket webSocket, ByteBuffer message) {
        lastReceived = System.nanoTime();
        webSocket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        String why = reason.isEmpty() ? "" : ", " + reason;
        loop.execute(() -> lose("The server closed the connection (%d%s)".formatted(statusCode, why), null));
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        loop.execute(() -> lose("The connection was lost", error));
    }
}
