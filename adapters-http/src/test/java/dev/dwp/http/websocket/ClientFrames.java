package dev.dwp.http.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;

/** A client's frames, octet by octet from the RFC and independent of the code under test. */
final class ClientFrames {
    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;
    static final int RSV1 = 0x40;

    private ClientFrames() {}

    static byte[] text(String text) {
        return frame(0x80 | TEXT, text.getBytes(UTF_8), 0x12345678);
    }

    static byte[] ping(String text) {
        return frame(0x80 | PING, text.getBytes(UTF_8), 0x01020304);
    }

    static byte[] close(int code, String reason) {
        byte[] text = reason.getBytes(UTF_8);
        byte[] body = ByteBuffer.allocate(2 + text.length)
                .putShort((short) code)
                .put(text)
                .array();
        return frame(0x80 | CLOSE, body, 0x55AA00FF);
    }

    static byte[] frame(int first, byte[] payload, int key) {
        ByteBuffer frame = ByteBuffer.allocate(14 + payload.length).put((byte) first);
        if (payload.length < 126) {
            frame.put((byte) (0x80 | payload.length));
        } else if (payload.length < 65_536) {
            frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
        } else {
            frame.put((byte) (0x80 | 127)).putLong(payload.length);
        }
        frame.putInt(key);
        byte[] mask = ByteBuffer.allocate(4).putInt(key).array();
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ mask[i % 4]));
        }
        return Arrays.copyOf(frame.array(), frame.position());
    }

    /** One message in up to five fragments cut anywhere, with pings between some of them. */
    static byte[] fragmented(int firstBits, byte[] payload, Random random) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        int fragments = 1 + random.nextInt(5);
        int at = 0;
        for (int i = 0; i < fragments; i++) {
            boolean last = i == fragments - 1;
            int end = last ? payload.length : at + random.nextInt(payload.length - at + 1);
            int first = (last ? 0x80 : 0) | (i == 0 ? firstBits : CONTINUATION);
            octets.writeBytes(frame(first, Arrays.copyOfRange(payload, at, end), random.nextInt()));
            at = end;
            if (!last && random.nextInt(3) == 0) {
                octets.writeBytes(frame(0x80 | PING, new byte[] {'i', 'n'}, random.nextInt()));
            }
        }
        return octets.toByteArray();
    }

    static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            octets.writeBytes(part);
        }
        return octets.toByteArray();
    }
}
