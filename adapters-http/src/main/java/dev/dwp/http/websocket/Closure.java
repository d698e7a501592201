package dev.dwp.http.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** How a connection ended or is to end: a Close frame's body, read and written (RFC 6455 §5.5.1). */
record Closure(CloseCode code, String reason) {
    private static final int MAX_REASON_OCTETS = 123;

    static final Closure DROPPED = new Closure(CloseCode.ABNORMAL, "The connection ended without a Close frame.");

    /** Reads a Close frame's unmasked body; none at all means that the peer gave no code. */
    static Closure decode(byte[] body, int from, int length) {
        if (length == 0) {
            return new Closure(CloseCode.NO_STATUS, "");
        }
        if (length == 1) {
            throw WebSocketFailure.halfCloseCode();
        }
        int code = (body[from] & 0xFF) << 8 | (body[from + 1] & 0xFF);
        if (!CloseCode.mayTravel(code)) {
            throw WebSocketFailure.reservedCloseCode(code);
        }
        Utf8Validator utf8 = new Utf8Validator();
        if (!utf8.accept(body, from + 2, from + length) || !utf8.isComplete()) {
            throw WebSocketFailure.invalidUtf8("Close reason");
        }
        return new Closure(new CloseCode(code), new String(body, from + 2, length - 2, UTF_8));
    }

    /** The body of a Close frame; a reason too long for a control frame is cut between two characters. */
    byte[] encode() {
        if (!code.mayTravel()) {
            return new byte[0];
        }
        byte[] text = reason.getBytes(UTF_8);
        int length = Math.min(text.length, MAX_REASON_OCTETS);
        while (length < text.length && (text[length] & 0xC0) == 0x80) {
            length--;
        }
        byte[] body = new byte[2 + length];
        body[0] = (byte) (code.value() >> 8);
        body[1] = (byte) code.value();
        System.arraycopy(text, 0, body, 2, length);
        return body;
    }

    /** The answer to a peer's Close: its own code, without the reason, which the peer knows. */
    byte[] echo() {
        byte[] body = encode();
        return Arrays.copyOf(body, Math.min(body.length, 2));
    }
}
