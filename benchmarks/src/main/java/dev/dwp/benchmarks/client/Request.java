package dev.dwp.benchmarks.client;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Request frames of the protocol in WebSocket messages, made once and sent many times. */
public final class Request {
    private static final int FIN_TEXT = 0x81;
    private static final int FIN_PONG = 0x8A;
    private static final int MASKED = 0x80;
    private static final int LONGEST_IN_ONE_BYTE = 125;
    private static final int IN_TWO_BYTES = 126;
    private static final int LONGEST_IN_TWO_BYTES = 0xFFFF;
    private static final int IN_EIGHT_BYTES = 127;

    private Request() {}

    /**
     * A request as it goes on the wire.
     *
     * @param id comes back as the answer's {@code correl_id}
     * @param data JSON
     */
    public static byte[] of(int id, String method, String data) {
        String frame = """
                {"id":"%d","type":"request","method":"%s","data":%s}""".formatted(id, method, data);
        return message(FIN_TEXT, frame.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] pong(byte[] payload) {
        return message(FIN_PONG, payload);
    }

    /** Masked with zeros, which RFC 6455 §5.3 allows: the server's work is the same, and the client has none. */
    static byte[] message(int first, byte[] payload) {
        ByteBuffer message = ByteBuffer.allocate(payload.length + 14).put((byte) first);
        if (payload.length <= LONGEST_IN_ONE_BYTE) {
            message.put((byte) (MASKED | payload.length));
        } else if (payload.length <= LONGEST_IN_TWO_BYTES) {
            message.put((byte) (MASKED | IN_TWO_BYTES)).putShort((short) payload.length);
        } else {
            message.put((byte) (MASKED | IN_EIGHT_BYTES)).putLong(payload.length);
        }
        message.putInt(0).put(payload).flip();
        byte[] bytes = new byte[message.remaining()];
        message.get(bytes);
        return bytes;
    }
}
