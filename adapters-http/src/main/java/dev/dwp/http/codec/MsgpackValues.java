package dev.dwp.http.codec;

import dev.dwp.domain.frame.Refusal;
import dev.dwp.domain.frame.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessageInsufficientBufferException;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePackException;
import org.msgpack.core.MessageUnpacker;

/** Values in msgpack, by msgpack-core. */
final class MsgpackValues implements ValueCodec {
    static {
        // msgpack-core reaches for sun.misc.Unsafe otherwise, which the JDK warns of and is going to refuse
        System.getProperties().putIfAbsent("msgpack.universal-buffer", "true");
    }

    private static final MessagePack.PackerConfig PACKER = new MessagePack.PackerConfig().withBufferSize(512);

    private final Nesting nesting;
    private final JsonValues json;

    /**
     * Reads at most so many levels.
     *
     * @param json reads the JSON that a message may hold
     */
    MsgpackValues(Nesting nesting, JsonValues json) {
        this.nesting = nesting;
        this.json = json;
    }

    @Override
    public long size(Value value) {
        return MsgpackSize.of(value);
    }

    @Override
    public byte[] encode(Value value) {
        try (MessageBufferPacker out = PACKER.newBufferPacker()) {
            MsgpackWriting.write(out, value, 1);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Value decode(byte[] bytes, int offset, int length, FrameWatch watch) {
        try (MessageUnpacker in = MessagePack.newDefaultUnpacker(bytes, offset, length)) {
            Value value = new MsgpackReading(in, length, nesting, json, watch).value(1, Place.FRAME);
            if (in.getTotalReadBytes() != length) {
                throw Refusal.badRequest("There is more after the end of the frame; send one frame at a time.");
            }
            return value;
        } catch (MessageInsufficientBufferException e) {
            throw Refusal.badRequest(length == 0 ? "The frame is empty." : "The msgpack frame ends too early.");
        } catch (IOException | MessagePackException e) {
            throw Refusal.badRequest("This is not msgpack.");
        }
    }
}
