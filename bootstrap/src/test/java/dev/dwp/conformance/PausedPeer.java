package dev.dwp.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/** A WebSocket client that takes nothing off its socket until it is asked to read: the slowest consumer there is. */
final class PausedPeer implements AutoCloseable {
    private final RawHttp http;
    private final DataInputStream in;

    PausedPeer(URI server, String token) throws IOException {
        http = new RawHttp(server);
        http.send("""
                GET /dwp HTTP/1.1
                Host: %s
                Upgrade: websocket
                Connection: Upgrade
                Sec-WebSocket-Version: 13
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==

                """.formatted(server.getAuthority()).replace("\n", "\r\n"));
        if (http.answer().status() != 101) {
            throw new AssertionError("The upgrade was refused.");
        }
        in = new DataInputStream(http.input());
        send("{\"id\":\"a\",\"type\":\"request\",\"method\":\"auth\",\"data\":{\"token\":\"%s\"}}".formatted(token));
        read(frame -> frame.path("correl_id").asText().equals("a"));
    }

    /** Sends a text message of up to 65535 octets, masked with zeros (RFC 6455 §5.2). */
    void send(String text) throws IOException {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(0x81);
        if (payload.length < 126) {
            frame.write(0x80 | payload.length);
        } else {
            frame.write(0x80 | 126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        }
        frame.writeBytes(new byte[4]);
        frame.writeBytes(payload);
        http.send(frame.toByteArray());
    }

    /** Reads on until a frame fits; the others are dropped. */
    JsonNode read(Predicate<JsonNode> fits) throws IOException {
        while (true) {
            JsonNode frame = Wire.JSON.read(message());
            if (fits.test(frame)) {
                return frame;
            }
        }
    }

    private byte[] message() throws IOException {
        int first = in.readUnsignedByte();
        int length = in.readUnsignedByte();
        long size = switch (length) {
            case 126 -> in.readUnsignedShort();
            case 127 -> in.readLong();
            default -> length;
        };
        byte[] payload = in.readNBytes((int) size);
        return first == 0x81 ? payload : message();
    }

    @Override
    public void close() throws IOException {
        http.close();
    }
}
