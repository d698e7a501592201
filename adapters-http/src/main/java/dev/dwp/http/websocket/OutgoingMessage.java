package dev.dwp.http.websocket;

import org.jspecify.annotations.Nullable;

/**
 * A message to send, encoded once for however many connections it goes to. Thread-safe.
 *
 * <p>The payload is not copied: whoever made it must not change it any more.
 */
public final class OutgoingMessage {
    private final Opcode opcode;
    private final byte[] payload;

    /** Written by whichever sender compresses first; a second would write the same. The payload itself: not worth it. */
    private volatile byte @Nullable [] compressed;

    /** The frames as an event, on connections without and with compression: shared by all, since they are immutable. */
    private volatile @Nullable QueuedFrame plainEvent;

    private volatile @Nullable QueuedFrame compressedEvent;

    private OutgoingMessage(Opcode opcode, byte[] payload) {
        this.opcode = opcode;
        this.payload = payload;
    }

    /** A text message; the octets have to be UTF-8, which is not checked. */
    public static OutgoingMessage text(byte[] utf8) {
        return new OutgoingMessage(Opcode.TEXT, utf8);
    }

    public static OutgoingMessage binary(byte[] octets) {
        return new OutgoingMessage(Opcode.BINARY, octets);
    }

    /** Octets of payload, before compression. */
    public int length() {
        return payload.length;
    }

    /** The frame that carries this message on a connection with or without permessage-deflate. */
    QueuedFrame frame(@Nullable PerMessageDeflate deflate, QueuedFrame.Kind kind, @Nullable Runnable whenWritten) {
        byte[] body = deflate == null ? payload : compressed(deflate);
        return new QueuedFrame(opcode, body.length < payload.length, body, kind, whenWritten);
    }

    /** The frame that carries this message to one of its many receivers. */
    QueuedFrame event(@Nullable PerMessageDeflate deflate) {
        QueuedFrame made = deflate == null ? plainEvent : compressedEvent;
        if (made == null) {
            made = frame(deflate, QueuedFrame.Kind.EVENT, null);
            if (deflate == null) {
                plainEvent = made;
            } else {
                compressedEvent = made;
            }
        }
        return made;
    }

    private byte[] compressed(PerMessageDeflate deflate) {
        byte[] body = compressed;
        if (body == null) {
            byte[] smaller = deflate.compress(payload);
            body = smaller == null ? payload : smaller;
            compressed = body;
        }
        return body;
    }
}
