package dev.dwp.http.codec;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dwp.domain.frame.Frame;
import dev.dwp.domain.frame.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;

/** What clients send, and how it is read. */
final class Wire {
    static final Codecs CODECS = new Codecs(Codecs.MAX_DEPTH);

    /** Write and read more than a frame may have. */
    private static final JsonValues JSON = new JsonValues(new Nesting(1_000));

    private static final MsgpackValues MSGPACK = new MsgpackValues(new Nesting(1_000), JSON);

    private Wire() {}

    /** Writes what no {@link Value} says. */
    interface Packing {
        void into(MessageBufferPacker out) throws IOException;
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] hex(String octets) {
        return HexFormat.of().parseHex(octets.replace(" ", ""));
    }

    static byte[] packed(Packing packing) {
        try (MessageBufferPacker out = MessagePack.newDefaultBufferPacker()) {
            packing.into(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same tree in a format, not checked for being a frame. */
    static byte[] in(Format format, String json) {
        return switch (format) {
            case JSON -> utf8(json);
            case MSGPACK -> MSGPACK.encode(value(json));
        };
    }

    static Value value(String json) {
        return JSON.parse(utf8(json), 1);
    }

    static Frame decode(Format format, byte[] bytes) {
        try {
            return CODECS.of(format).decode(bytes, 0, bytes.length);
        } catch (UndecodableFrame e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    static Frame decode(Format format, String json) {
        return decode(format, in(format, json));
    }

    static UndecodableFrame refused(Format format, byte[] bytes) {
        return assertThrows(UndecodableFrame.class, () -> CODECS.of(format).decode(bytes, 0, bytes.length));
    }

    static UndecodableFrame refused(Format format, String json) {
        return refused(format, in(format, json));
    }
}
