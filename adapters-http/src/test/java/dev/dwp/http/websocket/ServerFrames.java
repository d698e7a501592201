package dev.dwp.http.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Reads what a server sends, as a client would, independent of the code under test. */
final class ServerFrames {
    private final DataInputStream input;

    ServerFrames(InputStream input) {
        this.input = new DataInputStream(input);
    }

    /** The next frame as {@code text(…)}, {@code binary(…)}, {@code z-text(…)} where RSV1 is set, and so on; or eof. */
    String next() throws IOException {
        int first = input.read();
        if (first < 0) {
            return "eof";
        }
        int length = input.readUnsignedByte();
        if (length == 126) {
            length = input.readUnsignedShort();
        } else if (length == 127) {
            length = Math.toIntExact(input.readLong());
        } else if (length > 127) {
            throw new IOException("A server's frame is masked.");
        }
        byte[] payload = new byte[length];
        input.readFully(payload);
        return shown(first, payload);
    }

    static List<String> all(byte[] octets) {
        List<String> frames = new ArrayList<>();
        ServerFrames source = new ServerFrames(new ByteArrayInputStream(octets));
        try {
            for (String frame = source.next(); !frame.equals("eof"); frame = source.next()) {
                frames.add(frame);
            }
        } catch (EOFException e) {
            frames.add("cut");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return frames;
    }

    private static String shown(int first, byte[] payload) {
        String text = new String(payload, UTF_8);
        return switch (first) {
            case 0x81 -> "text(" + text + ")";
            case 0xC1 -> "z-text[" + payload.length + "]";
            case 0x82 -> "binary[" + payload.length + "]";
            case 0x89 -> "ping(" + text + ")";
            case 0x8A -> "pong(" + text + ")";
            case 0x88 -> "close(" + closeCode(payload) + ")";
            default -> "frame 0x" + Integer.toHexString(first);
        };
    }

    private static String closeCode(byte[] body) {
        return body.length < 2 ? "" : String.valueOf((body[0] & 0xFF) << 8 | (body[1] & 0xFF));
    }
}
