package dev.dwp.http.websocket;

import org.jspecify.annotations.Nullable;

/** A frame that waits to be written. Immutable but for the payload array, which nobody changes. */
final class QueuedFrame {
    /** What a frame in the queue costs beyond its payload, so that a flood of empty ones is bounded too. */
    private static final int OVERHEAD = 64;

    /** On whose account the memory goes. */
    enum Kind {
        /** May be refused: its producer can come back for it. */
        EVENT,
        /** Is always taken: it answers what was read, and reading waits when too many of these do. */
        RESPONSE,
        CONTROL
    }

    private final Opcode opcode;
    private final boolean compressed;
    private final byte[] payload;
    private final Kind kind;
    private final @Nullable Runnable whenWritten;

    QueuedFrame(Opcode opcode, boolean compressed, byte[] payload, Kind kind, @Nullable Runnable whenWritten) {
        this.opcode = opcode;
        this.compressed = compressed;
        this.payload = payload;
        this.kind = kind;
        this.whenWritten = whenWritten;
    }

    static QueuedFrame control(Opcode opcode, byte[] payload) {
        return new QueuedFrame(opcode, false, payload, Kind.CONTROL, null);
    }

    Opcode opcode() {
        return opcode;
    }

    byte[] payload() {
        return payload;
    }

    Kind kind() {
        return kind;
    }

    int cost() {
        return payload.length + OVERHEAD;
    }

    /** Header and payload. */
    int octets() {
        return FrameHeader.octetsFor(payload.length) + payload.length;
    }

    /** Writes the header and as much of the payload as fits, and returns where that ends. */
    int write(byte[] target, int at) {
        int body = FrameHeader.write(target, at, opcode, compressed, payload.length);
        int length = Math.min(payload.length, target.length - body);
        System.arraycopy(payload, 0, target, body, length);
        return body + length;
    }

    void written() {
        if (whenWritten != null) {
            whenWritten.run();
        }
    }
}
