package dev.dwp.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.Deflater;

/** A WebSocket that sends frames octet by octet as they are given, compressed or not, and reads what is not compressed. */
final class RawWebSocket implements AutoCloseable {
    static final int TEXT = 0x81;
    static final int BINARY = 0x82;

    /** A server that is attacked, on a machine that has other things to do, takes its time. */
    private static final int PATIENCE_MS = 180_000;

    private static final int COMPRESSED = 0x40;
    private static final int CLOSE = 0x88;
    private static final int PING = 0x89;

    private final RawHttp http;
    private final DataInputStream in;

    RawWebSocket(URI server) throws IOException {
        http = new RawHttp(server, PATIENCE_MS);
        http.send("""
                GET /dwp HTTP/1.1
                Host: %s
                Upgrade: websocket
                Connection: Upgrade
                Sec-WebSocket-Version: 13
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
                Sec-WebSocket-Extensions: permessage-deflate

                """.formatted(server.getAuthority()).replace("\n", "\r\n"));
        if (http.answer().status() != 101) {
            throw new AssertionError("The upgrade was refused.");
        }
        in = new DataInputStream(http.input());
    }

    /** Octets as DEFLATE data without its end (RFC 7692 §7.2.1). */
    static byte[] deflated(byte[] payload) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        byte[] target = new byte[payload.length + 64];
        deflater.setInput(payload);
        int length = deflater.deflate(target, 0, target.length, Deflater.SYNC_FLUSH);
        deflater.end();
        return Arrays.copyOf(target, length - 4);
    }

    void send(int first, byte[] payload) throws IOException {
        http.send(frame(first, payload));
    }

    void sendDeflated(int first, byte[] payload) throws IOException {
        send(first | COMPRESSED, deflated(payload));
    }

    /** A frame masked with zeros (RFC 6455 §5.2). */
    private static byte[] frame(int first, byte[] payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(first);
        if (payload.length < 126) {
            frame.write(0x80 | payload.length);
        } else if (payload.length < 1 << 16) {
            frame.write(0x80 | 126);
            frame.writeBytes(
                    ByteBuffer.allocate(2).putShort((short) payload.length).array());
        } else {
            frame.write(0x80 | 127);
            frame.writeBytes(ByteBuffer.allocate(8).putLong(payload.length).array());
        }
        frame.writeBytes(new byte[4]);
        frame.writeBytes(payload);
        return frame.toByteArray();
    }

    /** The next text message, which has to be in one frame and not compressed; pings are passed over. */
    JsonNode message() throws IOException {
        int first = in.readUnsignedByte();
        byte[] payload = in.readNBytes(length());
        while (first == PING) {
            first = in.readUnsignedByte();
            payload = in.readNBytes(length());
        }
        if (first != TEXT) {
            throw new AssertionError(
                    "No text message in one frame: 0x%x %s".formatted(first, new String(payload, UTF_8)));
        }
        return Wire.JSON.read(payload);
    }

    /** Reads on to the Close frame; its code. */
    int closeCode() throws IOException {
        while (true) {
            int first = in.readUnsignedByte();
            byte[] payload = in.readNBytes(length());
            if (first == CLOSE) {
                return ByteBuffer.wrap(payload).getShort();
            }
        }
    }

    private int length() throws IOException {
        int length = in.readUnsignedByte();
        return switch (length) {
            case 126 -> in.readUnsignedShort();
            case 127 -> (int) in.readLong();
            default -> length;
        };
    }

    @Override
    public void close() throws IOException {
        http.close();
    }
}
