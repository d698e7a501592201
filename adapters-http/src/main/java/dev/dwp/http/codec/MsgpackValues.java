package dev.dwp.http.codec;

import dev.dwp.domain.frame.Refusal;
import dev.dwp.domain.frame.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.msgpack.core.ExtensionTypeHeader;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessageFormat;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePackException;
import org.msgpack.core.MessageUnpacker;

/**
 * Values in msgpack. What JSON has no word for is read as the nearest thing it has: binary as the JSON it holds where a
 * payload is expected, else as text or base64; a timestamp as RFC 3339 (PROTOCOL §3). Of members named twice the last counts.
 */
final class MsgpackValues implements ValueCodec {
    private static final Set<String> MAY_HOLD_JSON = Set.of("data", "payload", "input");
    private static final int UNSIGNED_LONG_BITS = 64;
    private static final byte TIMESTAMP = -1;

    private final int maxDepth;
    private final JsonValues json;

    MsgpackValues(int maxDepth) {
        this.maxDepth = maxDepth;
        this.json = new JsonValues(maxDepth);
    }

    @Override
    public byte[] encode(Value value) {
        try (MessageBufferPacker out = MessagePack.newDefaultBufferPacker()) {
            write(out, value);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Value decode(byte[] bytes, int offset, int length, IdWatch watch) {
        try (MessageUnpacker in = MessagePack.newDefaultUnpacker(bytes, offset, length)) {
            if (length == 0) {
                throw Refusal.badRequest("The frame is empty.");
            }
            Value value = new Reading(in, length).value(1, null, watch);
            if (in.getTotalReadBytes() != length) {
                throw Refusal.badRequest("There is more after the end of the frame; send one frame at a time.");
            }
            return value;
        } catch (IOException | MessagePackException e) {
            throw Refusal.badRequest("This is not msgpack.");
        }
    }

    private static void write(MessageBufferPacker out, Value value) throws IOException {
        switch (value) {
            case Value.Null ignored -> out.packNil();
            case Value.Bool(boolean bool) -> out.packBoolean(bool);
            case Value.Int(long number) -> out.packLong(number);
            case Value.Decimal(BigDecimal number) -> write(out, number);
            case Value.Text(String text) -> out.packString(text);
            case Value.Array(var items) -> {
                out.packArrayHeader(items.size());
                for (Value item : items) {
                    write(out, item);
                }
            }
            case Value.Struct(var members) -> {
                out.packMapHeader(members.size());
                for (Map.Entry<String, Value> member : members.entrySet()) {
                    out.packString(member.getKey());
                    write(out, member.getValue());
                }
            }
        }
    }

    private static void write(MessageBufferPacker out, BigDecimal number) throws IOException {
        if (number.scale() == 0 && number.signum() > 0 && number.unscaledValue().bitLength() <= UNSIGNED_LONG_BITS) {
            out.packBigInteger(number.unscaledValue());
        } else if (number.scale() != 0 && Numbers.isDouble(number)) {
            out.packDouble(number.doubleValue());
        } else {
            out.packString(number.toString());
        }
    }

    /** One message under way; declared lengths are held against what is left of it before anything is allocated. */
    private final class Reading {
        private final MessageUnpacker in;
        private final int length;

        Reading(MessageUnpacker in, int length) {
            this.in = in;
            this.length = length;
        }

        Value value(int depth, @Nullable String name, @Nullable IdWatch watch) throws IOException {
            MessageFormat format = in.getNextFormat();
            return switch (format.getValueType()) {
                case NIL -> {
                    in.unpackNil();
                    yield Value.NULL;
                }
                case BOOLEAN -> new Value.Bool(in.unpackBoolean());
                case INTEGER -> integer(format);
                case FLOAT -> decimal(format);
                case STRING -> new Value.Text(text());
                case BINARY -> binary(name);
                case ARRAY -> array(depth);
                case MAP -> struct(depth, watch);
                case EXTENSION -> extension();
            };
        }

        private Value integer(MessageFormat format) throws IOException {
            if (format == MessageFormat.UINT64) {
                BigInteger number = in.unpackBigInteger();
                return Numbers.of(number);
            }
            return new Value.Int(in.unpackLong());
        }

        private Value decimal(MessageFormat format) throws IOException {
            if (format == MessageFormat.FLOAT32) {
                float number = in.unpackFloat();
                return Float.isFinite(number)
                        ? new Value.Decimal(new BigDecimal(Float.toString(number)))
                        : Numbers.of((double) number);
            }
            return Numbers.of(in.unpackDouble());
        }

        private String text() throws IOException {
            byte[] utf8 = payload(in.unpackRawStringHeader());
            return Texts.utf8(utf8, 0, utf8.length);
        }

        private Value binary(@Nullable String name) throws IOException {
            byte[] octets = payload(in.unpackBinaryHeader());
            if (name != null && MAY_HOLD_JSON.contains(name)) {
                try {
                    return json.parse(octets);
                } catch (Refusal notJson) {
                    return opaque(octets);
                }
            }
            return opaque(octets);
        }

        private Value opaque(byte[] octets) {
            String text = Texts.utf8OrNull(octets, 0, octets.length);
            return new Value.Text(text == null ? Base64.getEncoder().encodeToString(octets) : text);
        }

        private Value array(int depth) throws IOException {
            checkDepth(depth);
            int count = in.unpackArrayHeader();
            requireLeft(count);
            List<Value> items = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                items.add(value(depth + 1, null, null));
            }
            return new Value.Array(items);
        }

        private Value struct(int depth, @Nullable IdWatch watch) throws IOException {
            checkDepth(depth);
            int count = in.unpackMapHeader();
            requireLeft(2L * count);
            Map<String, Value> members = new LinkedHashMap<>();
            for (int i = 0; i < count; i++) {
                if (!in.getNextFormat().getValueType().isStringType()) {
                    throw Refusal.badRequest("A map's keys must be texts.");
                }
                String name = text();
                Value value = value(depth + 1, name, null);
                members.put(name, value);
                if (watch != null) {
                    watch.saw(name, value);
                }
            }
            return new Value.Struct(members);
        }

        private Value extension() throws IOException {
            ExtensionTypeHeader header = in.unpackExtensionTypeHeader();
            byte[] octets = payload(header.getLength());
            if (header.getType() != TIMESTAMP) {
                throw Refusal.badRequest("The msgpack extension type %d is not known; only timestamps (-1) are."
                        .formatted(header.getType()));
            }
            return Value.of(MsgpackTimestamp.read(octets).toString());
        }

        private byte[] payload(int count) throws IOException {
            requireLeft(count);
            return in.readPayload(count);
        }

        private void requireLeft(long count) {
            if (count > length - in.getTotalReadBytes()) {
                throw Refusal.badRequest("The msgpack frame ends too early.");
            }
        }

        private void checkDepth(int depth) {
            if (depth > maxDepth) {
                throw Refusal.badRequest("The frame is nested too deeply; %d levels are allowed.".formatted(maxDepth));
            }
        }
    }
}
