package dev.dwp.http.websocket;

import org.jspecify.annotations.Nullable;

/**
 * The RFC's rules on what a client may send: from octets, cut anywhere, to messages (RFC 6455 §5.1, §5.4, §5.5, §8.1;
 * RFC 7692 §6).
 *
 * <p>Whatever it holds between two calls is bounded by the limit on messages. After a failure, and after the peer's Close,
 * it takes nothing more. Not thread-safe.
 */
final class MessageAssembler {
    static final int MAX_CONTROL_OCTETS = 125;

    private int maxMessageOctets;
    private MessageMemory memory = MessageMemory.UNBOUNDED;
    private final @Nullable PerMessageDeflate deflate;
    private final MessageSink sink;

    /** The part of a header that the last octets ended in. */
    private final byte[] head = new byte[FrameHeader.MAX_OCTETS];

    private int headSize;

    /** The frame whose payload is being read, and how much of it was. */
    private @Nullable FrameHeader frame;

    private long received;

    /** The message that goes on, if one does, and a control frame cut by the end of a read. */
    private @Nullable IncomingMessage message;

    private byte @Nullable [] control;
    private long messages;
    private long dataOctets;
    private boolean closed;

    /**
     * An assembler for one connection.
     *
     * @param maxMessageOctets the largest message to accept, after decompression
     * @param deflate null when permessage-deflate was not negotiated
     */
    MessageAssembler(int maxMessageOctets, @Nullable PerMessageDeflate deflate, MessageSink sink) {
        this.maxMessageOctets = maxMessageOctets;
        this.deflate = deflate;
        this.sink = sink;
    }

    /**
     * Takes the next octets, all of them, unmasking in place, and passes on every message they complete.
     *
     * @throws WebSocketFailure when the peer broke a rule; messages before that have been passed on
     */
    void accept(byte[] octets, int from, int to) {
        int at = from;
        while (at < to && !closed) {
            if (frame == null) {
                at = readHeader(octets, at, to);
            }
            if (frame != null) {
                at = readPayload(frame, octets, at, to);
            }
        }
    }

    /** From the next message on, accepts messages up to another size, and takes memory for large ones from there. */
    void accept(int largestOctets, MessageMemory shared) {
        maxMessageOctets = largestOctets;
        memory = shared;
    }

    /** Whether a part of a frame, or of a message, has come. */
    boolean isMidway() {
        return message != null || frame != null || headSize > 0;
    }

    /** How many messages have come to their end. */
    long messages() {
        return messages;
    }

    /** Octets of payload that came in messages. */
    long dataOctets() {
        return dataOctets;
    }

    /** Whether the peer's Close has come. */
    boolean isClosed() {
        return closed;
    }

    /** Releases what a message in progress holds. */
    void end() {
        closed = true;
        endMessage();
    }

    private int readHeader(byte[] octets, int from, int to) {
        if (headSize == 0) {
            FrameHeader header = FrameHeader.parse(octets, from, to);
            if (header != null) {
                begin(header);
                return from + header.octets();
            }
        }
        int at = from;
        while (at < to && frame == null) {
            head[headSize++] = octets[at++];
            FrameHeader header = FrameHeader.parse(head, 0, headSize);
            if (header != null) {
                headSize = 0;
                begin(header);
            }
        }
        return at;
    }

    private void begin(FrameHeader header) {
        if (!header.masked()) {
            throw WebSocketFailure.unmasked();
        }
        if (header.opcode().isControl()) {
            checkControl(header);
        } else {
            checkData(header);
        }
        frame = header;
        received = 0;
    }

    /** RFC 6455 §5.5. */
    private static void checkControl(FrameHeader header) {
        if (header.reserved() != 0) {
            throw WebSocketFailure.reservedBits(header.reserved());
        }
        if (!header.fin()) {
            throw WebSocketFailure.fragmentedControlFrame(header.opcode());
        }
        if (header.length() > MAX_CONTROL_OCTETS) {
            throw WebSocketFailure.longControlFrame(header.length());
        }
    }

    /** RFC 6455 §5.4; RSV1 marks a message's first frame when deflate was negotiated, and only that (RFC 7692 §6.1). */
    private void checkData(FrameHeader header) {
        boolean first = header.opcode() != Opcode.CONTINUATION;
        if (first && message != null) {
            throw WebSocketFailure.interruptedMessage(header.opcode());
        }
        if (!first && message == null) {
            throw WebSocketFailure.strayContinuation();
        }
        int allowed = first && deflate != null ? FrameHeader.RSV1 : 0;
        if ((header.reserved() & ~allowed) != 0) {
            throw WebSocketFailure.reservedBits(header.reserved());
        }
        checkSize(header);
    }

    /** Refuses what a header declares before any of it is buffered. */
    private void checkSize(FrameHeader header) {
        boolean compressed = message == null ? header.reserved() != 0 : message.isCompressed();
        long before = message == null ? 0 : message.wireOctets();
        if (header.length() > wireLimit(compressed) - before) {
            throw WebSocketFailure.tooBig(maxMessageOctets);
        }
    }

    /** Incompressible data grows a little when it is compressed all the same: by an eighth with zlib's poorest settings. */
    private long wireLimit(boolean compressed) {
        return compressed ? maxMessageOctets + maxMessageOctets / 8L + 64 : maxMessageOctets;
    }

    private int readPayload(FrameHeader header, byte[] octets, int from, int to) {
        int length = (int) Math.min(to - from, header.length() - received);
        boolean ascii = Masking.unmask(octets, from, length, Masking.keyAt(header.maskingKey(), received));
        boolean whole = length == header.length();
        received += length;
        if (isComplete(header)) {
            frame = null;
        }
        if (header.opcode().isControl()) {
            control(header, octets, from, length);
            return from + length;
        }
        dataOctets += length;
        messages += header.fin() && frame == null ? 1 : 0;
        if (whole && header.fin() && message == null && header.reserved() == 0) {
            deliver(header.opcode(), octets, from, length, ascii);
        } else {
            data(header, octets, from, length, ascii);
        }
        return from + length;
    }

    private boolean isComplete(FrameHeader header) {
        return received == header.length();
    }

    /** The common case, a message in one frame in one read: passed on from where it was read. */
    private void deliver(Opcode opcode, byte[] octets, int from, int length, boolean ascii) {
        if (opcode == Opcode.BINARY) {
            sink.binary(octets, from, length);
            return;
        }
        if (!ascii) {
            Utf8Validator utf8 = new Utf8Validator();
            if (!utf8.accept(octets, from, from + length) || !utf8.isComplete()) {
                throw WebSocketFailure.invalidUtf8("text message");
            }
        }
        sink.text(octets, from, length);
    }

    private void data(FrameHeader header, byte[] octets, int from, int length, boolean ascii) {
        IncomingMessage current = message == null ? open(header) : message;
        if (header.length() == 0 && !header.fin()) {
            current.countEmptyFragment();
        }
        long left = header.length() - received;
        int total = header.fin() ? (int) (current.wireOctets() + length + left) : Integer.MAX_VALUE;
        current.add(octets, from, length, ascii, total);
        if (header.fin() && isComplete(header)) {
            current.deliver(sink);
            endMessage();
        }
    }

    private IncomingMessage open(FrameHeader header) {
        boolean compressed = header.reserved() != 0;
        Inflation inflation = compressed && deflate != null ? new Inflation(deflate) : null;
        message = new IncomingMessage(header.opcode(), maxMessageOctets, memory, inflation);
        return message;
    }

    private void endMessage() {
        if (message != null) {
            message.end();
            message = null;
        }
    }

    private void control(FrameHeader header, byte[] octets, int from, int length) {
        if (length == header.length()) {
            dispatch(header.opcode(), octets, from, length);
            return;
        }
        if (control == null) {
            control = new byte[MAX_CONTROL_OCTETS];
        }
        System.arraycopy(octets, from, control, (int) received - length, length);
        if (isComplete(header)) {
            dispatch(header.opcode(), control, 0, (int) received);
        }
    }

    private void dispatch(Opcode opcode, byte[] octets, int from, int length) {
        switch (opcode) {
            case PING -> sink.ping(octets, from, length);
            case PONG -> sink.pong(octets, from, length);
            case CLOSE -> {
                closed = true;
                sink.close(Closure.decode(octets, from, length));
            }
            case CONTINUATION, TEXT, BINARY -> throw new IllegalStateException(opcode + " is no control opcode.");
        }
    }
}
