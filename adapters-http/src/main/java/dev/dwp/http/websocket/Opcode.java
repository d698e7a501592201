package dev.dwp.http.websocket;

import org.jspecify.annotations.Nullable;

/** What a frame's payload is (RFC 6455 §5.2, §11.8). */
enum Opcode {
    CONTINUATION(0x0),
    TEXT(0x1),
    BINARY(0x2),
    CLOSE(0x8),
    PING(0x9),
    PONG(0xA);

    private final int code;

    Opcode(int code) {
        this.code = code;
    }

    /** The opcode of these four bits, or null where the RFC reserves them. */
    static @Nullable Opcode of(int code) {
        return switch (code) {
            case 0x0 -> CONTINUATION;
            case 0x1 -> TEXT;
            case 0x2 -> BINARY;
            case 0x8 -> CLOSE;
            case 0x9 -> PING;
            case 0xA -> PONG;
            default -> null;
        };
    }

    int code() {
        return code;
    }

    /** Control frames are those whose opcode's highest bit is set (RFC 6455 §5.5). */
    boolean isControl() {
        return code >= 0x8;
    }
}
