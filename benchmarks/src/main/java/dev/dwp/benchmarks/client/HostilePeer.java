package dev.dwp.benchmarks.client;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.zip.Deflater;

/** A WebSocket of somebody who means harm: it blocks, and looks at nothing of what comes. */
public final class HostilePeer implements Closeable {
    private static final String COMPRESSION = "Sec-WebSocket-Extensions: permessage-deflate\r\n";
    private static final int FIN_TEXT = 0x81;
    private static final int FIN_BINARY = 0x82;
    private static final int COMPRESSED = 0x40;

    /** What ends a flush, and is left out (RFC 7692 §7.2.1). */
    private static final int TAIL = 4;

    private final SocketChannel channel;

    private HostilePeer(SocketChannel channel) {
        this.channel = channel;
    }

    /** One that the server does not know, which may send compressed messages. */
    public static HostilePeer stranger(URI server) throws IOException {
        return new HostilePeer(Handshake.upgrade(server, COMPRESSION));
    }

    /** One with a session, which may send compressed messages. */
    public static HostilePeer known(URI server, String token) throws IOException {
        return new HostilePeer(Handshake.open(server, token, COMPRESSION));
    }

    /** A binary message that has been compressed; made once, as that takes long. */
    public static byte[] deflated(byte[] payload) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        deflater.setInput(payload);
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        int length = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
        while (length > 0) {
            compressed.write(buffer, 0, length);
            length = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
        }
        deflater.end();
        byte[] all = compressed.toByteArray();
        return Request.message(FIN_BINARY | COMPRESSED, Arrays.copyOf(all, all.length - TAIL));
    }

    /** A text message without its last octet. */
    public static byte[] halfSent(byte[] payload) {
        byte[] whole = Request.message(FIN_TEXT, payload);
        return Arrays.copyOf(whole, whole.length - 1);
    }

    /** Sends octets, and waits while the server takes none. */
    public void send(byte[] octets) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(octets);
        while (left.hasRemaining()) {
            channel.write(left);
        }
    }

    /** Reads and forgets what comes until the server has closed. */
    public void awaitEnd() throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(8192);
        while (channel.read(buffer.clear()) >= 0) {
            // forgotten
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
