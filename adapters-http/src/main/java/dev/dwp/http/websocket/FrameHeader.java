package dev.dwp.http.websocket;

import org.jspecify.annotations.Nullable;

/**
 * The octets before a frame's payload (RFC 6455 §5.2).
 *
 * <pre>
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +-+-+-+-+-------+-+-------------+-------------------------------+
 *  |F|R|R|R| opcode|M| Payload len |    Extended payload length    |
 *  |I|S|S|S|  (4)  |A|     (7)     |             (16/64)           |
 *  |N|V|V|V|       |S|             |   (if payload len==126/127)   |
 *  | |1|2|3|       |K|             |                               |
 *  +-+-+-+-+-------+-+-------------+ - - - - - - - - - - - - - - - +
 *  |     Extended payload length continued, if payload len == 127  |
 *  + - - - - - - - - - - - - - - - +-------------------------------+
 *  |                               | Masking-key, if MASK set to 1 |
 *  +-------------------------------+-------------------------------+
 *  | Masking-key (continued)       |          Payload Data         |
 *  +-------------------------------- - - - - - - - - - - - - - - - +
 * </pre>
 *
 * @param reserved the bits RSV1 (4), RSV2 (2) and RSV3 (1)
 * @param length octets of payload, never negative
 * @param maskingKey as {@link Masking} reads it; 0 when not masked
 */
record FrameHeader(boolean fin, int reserved, Opcode opcode, boolean masked, long length, int maskingKey) {
    static final int RSV1 = 4;
    static final int MAX_OCTETS = 14;

    private static final int FIN = 0x80;
    private static final int MASK = 0x80;
    private static final int SEVEN_BITS = 125;
    private static final int SIXTEEN_BITS = 0xFFFF;

    /**
     * Reads the header at {@code from}, or returns null when it goes on past {@code to}.
     *
     * @throws WebSocketFailure 1002 when the opcode is reserved or the length is not as the RFC encodes it
     */
    static @Nullable FrameHeader parse(byte[] octets, int from, int to) {
        if (to - from < 2) {
            return null;
        }
        int first = octets[from];
        int second = octets[from + 1];
        Opcode opcode = Opcode.of(first & 0x0F);
        if (opcode == null) {
            throw WebSocketFailure.reservedOpcode(first & 0x0F);
        }
        boolean masked = (second & MASK) != 0;
        int keyAt = from + 2 + extendedLengthOctets(second & 0x7F);
        int end = masked ? keyAt + Masking.KEY_OCTETS : keyAt;
        if (to < end) {
            return null;
        }
        long length = length(octets, from + 1);
        int key = masked ? Masking.key(octets, keyAt) : 0;
        return new FrameHeader((first & FIN) != 0, (first >> 4) & 7, opcode, masked, length, key);
    }

    private static int extendedLengthOctets(int length) {
        return length <= SEVEN_BITS ? 0 : length == 126 ? 2 : 8;
    }

    private static long length(byte[] octets, int at) {
        int seven = octets[at] & 0x7F;
        int extended = extendedLengthOctets(seven);
        if (extended == 0) {
            return seven;
        }
        long length = 0;
        for (int i = 1; i <= extended; i++) {
            length = length << 8 | (octets[at + i] & 0xFF);
        }
        if (length < 0) {
            throw WebSocketFailure.negativeLength();
        }
        if (length <= (extended == 2 ? SEVEN_BITS : SIXTEEN_BITS)) {
            throw WebSocketFailure.longLengthEncoding(length);
        }
        return length;
    }

    /** How many octets this header takes, in the shortest encoding, which is the only one. */
    int octets() {
        return octetsFor(length) + (masked ? Masking.KEY_OCTETS : 0);
    }

    /** How many octets an unmasked header takes for a payload of this length. */
    static int octetsFor(long length) {
        return length <= SEVEN_BITS ? 2 : length <= SIXTEEN_BITS ? 4 : 10;
    }

    /** Writes the header of an unfragmented, unmasked frame, as servers send them, and returns where it ends. */
    static int write(byte[] target, int at, Opcode opcode, boolean compressed, int length) {
        target[at] = (byte) (FIN | (compressed ? RSV1 << 4 : 0) | opcode.code());
        int extended = octetsFor(length) - 2;
        target[at + 1] = (byte) (extended == 0 ? length : extended == 2 ? 126 : 127);
        for (int i = 0; i < extended; i++) {
            target[at + 1 + extended - i] = (byte) ((long) length >> (8 * i));
        }
        return at + 2 + extended;
    }
}
