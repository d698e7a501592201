package dev.dwp.http.websocket;

import org.jspecify.annotations.Nullable;

/** A message of which a part has arrived: in fragments, compressed, or cut by the end of a read. Not thread-safe. */
final class IncomingMessage {
    private static final int MAX_EMPTY_FRAGMENTS = 1_024;

    private final Opcode opcode;
    private final @Nullable Inflation inflation;
    private final PayloadBuffer payload;
    private final Utf8Validator utf8 = new Utf8Validator();
    private long wireOctets;
    private int emptyFragments;

    IncomingMessage(Opcode opcode, int maxOctets, MessageMemory memory, @Nullable Inflation inflation) {
        this.opcode = opcode;
        this.inflation = inflation;
        this.payload = new PayloadBuffer(maxOctets, memory);
    }

    /** Octets of payload that came for this message, before decompression. */
    long wireOctets() {
        return wireOctets;
    }

    boolean isCompressed() {
        return inflation != null;
    }

    /** An empty fragment takes no memory, yet a message of nothing else would never end. */
    void countEmptyFragment() {
        emptyFragments++;
        if (emptyFragments > MAX_EMPTY_FRAGMENTS) {
            throw WebSocketFailure.tooManyEmptyFragments(MAX_EMPTY_FRAGMENTS);
        }
    }

    /**
     * Takes the next unmasked octets.
     *
     * @param ascii whether they are known to be ASCII throughout
     * @param total what the message will come to on the wire if that is known, or {@link Integer#MAX_VALUE}
     */
    void add(byte[] octets, int from, int length, boolean ascii, int total) {
        wireOctets += length;
        if (inflation != null) {
            int before = payload.size();
            inflation.add(octets, from, length, payload);
            checkText(payload.octets(), before, payload.size());
            return;
        }
        if (!ascii || !utf8.isComplete()) {
            checkText(octets, from, from + length);
        }
        payload.append(octets, from, length, total);
    }

    void deliver(MessageSink sink) {
        if (inflation != null) {
            int before = payload.size();
            inflation.finish(payload);
            checkText(payload.octets(), before, payload.size());
        }
        if (opcode == Opcode.BINARY) {
            sink.binary(payload.octets(), 0, payload.size());
            return;
        }
        if (!utf8.isComplete()) {
            throw WebSocketFailure.invalidUtf8("text message");
        }
        sink.text(payload.octets(), 0, payload.size());
    }

    /** Releases what the message holds, delivered or not. */
    void end() {
        payload.release();
        if (inflation != null) {
            inflation.end();
        }
    }

    private void checkText(byte[] octets, int from, int to) {
        if (opcode == Opcode.TEXT && !utf8.accept(octets, from, to)) {
            throw WebSocketFailure.invalidUtf8("text message");
        }
    }
}
