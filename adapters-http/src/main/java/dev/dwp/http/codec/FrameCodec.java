package dev.dwp.http.codec;

import dev.dwp.application.port.out.ValueSize;
import dev.dwp.domain.frame.Envelope;
import dev.dwp.domain.frame.Frame;
import dev.dwp.domain.frame.Refusal;
import dev.dwp.domain.frame.Value;

/** Frames in one wire format. Thread-safe. */
public final class FrameCodec implements ValueSize {
    private final Format format;
    private final ValueCodec values;

    FrameCodec(Format format, ValueCodec values) {
        this.format = format;
        this.values = values;
    }

    /** Which format. */
    public Format format() {
        return format;
    }

    @Override
    public long of(Value value) {
        return values.size(value);
    }

    /**
     * The bytes of a frame; decoding them gives an equal frame, apart from texts that are not Unicode, which are repaired.
     *
     * @throws java.io.UncheckedIOException when its data is nested in a thousand levels
     */
    public byte[] encode(Frame frame) {
        return values.encode(Envelope.write(frame));
    }

    /**
     * Reads a frame from a slice of bytes.
     *
     * @throws UndecodableFrame when the bytes are no frame; nothing else is ever thrown
     */
    public Frame decode(byte[] bytes, int offset, int length) throws UndecodableFrame {
        return decode(bytes, offset, length, TreeBudget.of(length));
    }

    /**
     * The same within a budget, which then tells what the frame takes.
     *
     * @throws UndecodableFrame when the bytes are no frame, or more than the budget allows; nothing else is ever thrown
     */
    public Frame decode(byte[] bytes, int offset, int length, TreeBudget tree) throws UndecodableFrame {
        return decode(bytes, offset, length, FrameWatch.bounded(tree));
    }

    /**
     * Reads what is around the data of a frame, which costs no more than its octets whatever the data is. A member that is
     * an object or an array counts as absent.
     *
     * @throws UndecodableFrame when it cannot be read; nothing else is ever thrown
     */
    public Frame decodeHead(byte[] bytes, int offset, int length) throws UndecodableFrame {
        return decode(bytes, offset, length, FrameWatch.ofHead(length));
    }

    private Frame decode(byte[] bytes, int offset, int length, FrameWatch watch) throws UndecodableFrame {
        try {
            if (values.decode(bytes, offset, length, watch) instanceof Value.Struct fields) {
                return Envelope.read(fields);
            }
            throw Refusal.badRequest("A frame must be an object.");
        } catch (Refusal e) {
            throw new UndecodableFrame(watch.id(), e);
        }
    }
}
