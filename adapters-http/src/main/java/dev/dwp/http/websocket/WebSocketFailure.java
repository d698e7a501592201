package dev.dwp.http.websocket;

import java.time.Duration;

/**
 * The peer broke the protocol or a limit, and the connection has to be failed with this code (RFC 6455 §7.1.7).
 *
 * <p>The one failure of this package's reading side. Messages travel as the Close frame's reason: sentences of at most 123
 * octets. Has no stack trace: what a peer sends decides how often it is made.
 */
final class WebSocketFailure extends RuntimeException {
    private final CloseCode code;

    private WebSocketFailure(CloseCode code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    CloseCode code() {
        return code;
    }

    Closure closure() {
        return new Closure(code, String.valueOf(getMessage()));
    }

    static WebSocketFailure reservedOpcode(int opcode) {
        return protocolError("Opcode 0x%X is reserved; use 0 to 2 or 8 to A.".formatted(opcode));
    }

    static WebSocketFailure reservedBits(int bits) {
        return protocolError(
                "Reserved bits %d are set, which no negotiated extension defines here; clear them.".formatted(bits));
    }

    static WebSocketFailure unmasked() {
        return protocolError("The frame is not masked; a client must mask every frame.");
    }

    static WebSocketFailure longLengthEncoding(long length) {
        return protocolError(
                "Length %d is not in its shortest encoding; use 7 bits up to 125, 16 up to 65535.".formatted(length));
    }

    static WebSocketFailure negativeLength() {
        return protocolError("The highest bit of a 64-bit length is set; it must be 0.");
    }

    static WebSocketFailure stalled(int octets, Duration allowance) {
        return new WebSocketFailure(
                CloseCode.POLICY_VIOLATION,
                "A message stalled; send %d octets of it, or its end, within %d ms."
                        .formatted(octets, allowance.toMillis()));
    }

    static WebSocketFailure longControlFrame(long length) {
        return protocolError("A control frame of %d octets is too long; 125 is the most.".formatted(length));
    }

    static WebSocketFailure fragmentedControlFrame(Opcode opcode) {
        return protocolError("A %s frame is fragmented; control frames must not be.".formatted(opcode));
    }

    static WebSocketFailure strayContinuation() {
        return protocolError("A continuation frame came without a message to continue.");
    }

    static WebSocketFailure interruptedMessage(Opcode opcode) {
        return protocolError(
                "A %s frame came inside a fragmented message; finish that with continuation frames.".formatted(opcode));
    }

    static WebSocketFailure halfCloseCode() {
        return protocolError("A Close frame's body has one octet; send none, or a two-octet code and a reason.");
    }

    static WebSocketFailure reservedCloseCode(int code) {
        return protocolError("Close code %d may not travel; use 1000-1003, 1007-1014 or 3000-4999.".formatted(code));
    }

    static WebSocketFailure invalidUtf8(String where) {
        return new WebSocketFailure(CloseCode.INVALID_PAYLOAD, "The %s is not valid UTF-8.".formatted(where));
    }

    static WebSocketFailure invalidDeflate() {
        return new WebSocketFailure(CloseCode.INVALID_PAYLOAD, "The compressed message is not valid DEFLATE data.");
    }

    static WebSocketFailure tooBig(int limit) {
        return new WebSocketFailure(
                CloseCode.TOO_BIG, "The message is larger than %d octets; send smaller ones.".formatted(limit));
    }

    static WebSocketFailure overloaded() {
        return new WebSocketFailure(
                CloseCode.TRY_AGAIN_LATER, "The server receives as many large messages as it can; try again later.");
    }

    static WebSocketFailure tooManyEmptyFragments(int limit) {
        return new WebSocketFailure(
                CloseCode.POLICY_VIOLATION,
                "The message has more than %d empty fragments; leave them out.".formatted(limit));
    }

    private static WebSocketFailure protocolError(String message) {
        return new WebSocketFailure(CloseCode.PROTOCOL_ERROR, message);
    }
}
