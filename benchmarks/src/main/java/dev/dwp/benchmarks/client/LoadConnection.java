package dev.dwp.benchmarks.client;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/** An authenticated session over a WebSocket that never blocks. Belongs to the thread of its {@link LoadLoop}. */
public final class LoadConnection {
    private static final int BUFFER = 1 << 18;
    private static final int TEXT = 0x81;
    private static final int PING = 0x89;
    private static final int IN_TWO_BYTES = 126;
    private static final int IN_EIGHT_BYTES = 127;

    private final SocketChannel channel;
    private final Listener listener;
    private final ByteBuffer in = ByteBuffer.allocate(BUFFER);
    private final ByteBuffer out = ByteBuffer.allocate(BUFFER);
    private final Received frame = new Received(in.array());

    LoadConnection(SocketChannel channel, Listener listener) {
        this.channel = channel;
        this.listener = listener;
    }

    /** Puts a request behind those that wait for {@link #flush}. */
    public void send(byte[] request) {
        out.put(request);
    }

    /** Writes what waits, as far as the socket takes it; the rest goes when it takes more. */
    void flush() throws IOException {
        if (out.position() > 0) {
            out.flip();
            channel.write(out);
            out.compact();
        }
    }

    boolean hasUnsent() {
        return out.position() > 0;
    }

    /** Reads what is there, and hands on each message that is complete. */
    void receive() throws IOException {
        if (channel.read(in) < 0) {
            throw new EOFException("The server closed the connection.");
        }
        in.flip();
        while (takeMessage()) {
            // the next one
        }
        in.compact();
    }

    private boolean takeMessage() {
        int start = in.position();
        int available = in.remaining();
        if (available < 2) {
            return false;
        }
        int length = in.get(start + 1);
        int header = 2;
        if (length == IN_TWO_BYTES) {
            header = 4;
            length = available < header ? BUFFER : Short.toUnsignedInt(in.getShort(start + 2));
        } else if (length == IN_EIGHT_BYTES) {
            header = 10;
            length = available < header ? BUFFER : Math.toIntExact(in.getLong(start + 2));
        }
        if (available < header + length) {
            return false;
        }
        in.position(start + header + length);
        take(in.get(start) & 0xFF, start + header, length);
        return true;
    }

    private void take(int first, int start, int length) {
        switch (first) {
            case TEXT -> {
                frame.moveTo(start, start + length);
                dispatch();
            }
            case PING -> send(Request.pong(Arrays.copyOfRange(in.array(), start, start + length)));
            default ->
                throw new IllegalStateException("The server sent a frame that begins with %#x.".formatted(first));
        }
    }

    private void dispatch() {
        if (frame.isResponse()) {
            listener.answered(frame.correlId(), frame);
        } else if (frame.isEvent()) {
            listener.told(frame);
        } else {
            throw new IllegalStateException("The server sent an error: " + frame);
        }
    }
}
