package dev.dwp.http.codec;

import dev.dwp.application.thread.TimeSlice;
import dev.dwp.domain.frame.Refusal;
import dev.dwp.domain.frame.StructBuilder;
import dev.dwp.domain.frame.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.msgpack.core.ExtensionTypeHeader;
import org.msgpack.core.MessageFormat;
import org.msgpack.core.MessageInsufficientBufferException;
import org.msgpack.core.MessageUnpacker;
import org.msgpack.value.ValueType;

/**
 * One msgpack message under way. What JSON has no word for is read as the nearest thing it has: binary as the JSON it
 * holds where a payload is expected, else as text or base64; a timestamp as RFC 3339 (PROTOCOL §3). Of members named
 * twice the last counts. Declared lengths are held against what is left of the message before anything is allocated.
 */
final class MsgpackReading {
    private static final byte TIMESTAMP = -1;

    /** Room made for the items of an array on its word alone: many arrays within one another may claim many. */
    private static final int MOST_ROOM = 16;

    private final MessageUnpacker in;
    private final int length;
    private final Nesting nesting;
    private final JsonValues json;
    private final FrameWatch watch;
    private final NameTable names;
    private final TimeSlice slice = new TimeSlice();

    MsgpackReading(MessageUnpacker in, int length, Nesting nesting, JsonValues json, FrameWatch watch) {
        this.in = in;
        this.length = length;
        this.nesting = nesting;
        this.json = json;
        this.watch = watch;
        this.names = new NameTable(watch.tree());
    }

    /** The next value, which is an object or array on that level if it is one. */
    Value value(int level, Place place) throws IOException {
        slice.step();
        MessageFormat format = in.getNextFormat();
        return switch (format.getValueType()) {
            case ARRAY -> array(level);
            case MAP -> struct(level, place);
            case NIL, BOOLEAN, INTEGER, FLOAT, STRING, BINARY, EXTENSION -> scalar(format, level, place);
        };
    }

    private Value struct(int level, Place place) throws IOException {
        nesting.require(level);
        watch.tree().node();
        int count = in.unpackMapHeader();
        requireLeft(2L * count);
        if (count == 0) {
            return Value.EMPTY;
        }
        StructBuilder members = Value.struct();
        for (int i = 0; i < count; i++) {
            String name = name(level);
            watch.tree().node();
            if (name == null) {
                value(level + 1, Place.ELSEWHERE);
                continue;
            }
            watch.begin(level, name);
            if (watch.leavesOut(level, isScalar())) {
                in.skipValue();
                continue;
            }
            Value value = value(level + 1, place.member(name));
            watch.end(level, value);
            members.put(name, value);
        }
        return members.build();
    }

    private Value array(int level) throws IOException {
        nesting.require(level);
        watch.tree().node();
        int count = in.unpackArrayHeader();
        requireLeft(count);
        List<Value> items = new ArrayList<>(Math.min(count, MOST_ROOM));
        for (int i = 0; i < count; i++) {
            watch.tree().item();
            items.add(value(level + 1, Place.ELSEWHERE));
        }
        return count == 0 ? Value.NO_ITEMS : new Value.Array(items);
    }

    private boolean isScalar() throws IOException {
        ValueType type = in.getNextFormat().getValueType();
        return !type.isArrayType() && !type.isMapType();
    }

    /** The name of a member; {@code null} where it is none and that is forgiven. */
    private @Nullable String name(int level) throws IOException {
        if (!in.getNextFormat().getValueType().isStringType()) {
            watch.forgiveName(level, Refusal.badRequest("A map's keys must be texts."));
            in.skipValue();
            return null;
        }
        byte[] utf8 = payload(in.unpackRawStringHeader());
        try {
            return names.shared(utf8);
        } catch (Refusal notUtf8) {
            watch.forgiveName(level, notUtf8);
            return null;
        }
    }

    private Value scalar(MessageFormat format, int level, Place place) throws IOException {
        try {
            return switch (format.getValueType()) {
                case NIL -> {
                    in.unpackNil();
                    yield Value.NULL;
                }
                case BOOLEAN -> Value.of(in.unpackBoolean());
                case INTEGER -> integer(format);
                case FLOAT -> decimal(format);
                case STRING -> text();
                case BINARY -> binary(level, place);
                case EXTENSION -> extension();
                case ARRAY, MAP -> throw new IllegalArgumentException(format + " is no scalar");
            };
        } catch (Refusal unreadable) {
            return watch.inPlaceOf(unreadable);
        }
    }

    private Value integer(MessageFormat format) throws IOException {
        return watch.tree()
                .number(format == MessageFormat.UINT64 ? Numbers.of(in.unpackBigInteger()) : Value.of(in.unpackLong()));
    }

    private Value decimal(MessageFormat format) throws IOException {
        return watch.tree()
                .number(format == MessageFormat.FLOAT32 ? Numbers.of(in.unpackFloat()) : Numbers.of(in.unpackDouble()));
    }

    private Value text() throws IOException {
        return counted(Texts.utf8(payload(in.unpackRawStringHeader())));
    }

    private Value counted(String text) {
        return Value.of(watch.tree().text(text));
    }

    private Value binary(int level, Place place) throws IOException {
        byte[] octets = payload(in.unpackBinaryHeader());
        if (place.mayHoldJson()) {
            try {
                return json.parse(octets, level, watch.tree());
            } catch (Refusal notJson) {
                return opaque(octets);
            }
        }
        return opaque(octets);
    }

    private Value opaque(byte[] octets) {
        String text = Texts.utf8OrNull(octets, 0, octets.length);
        return counted(text == null ? Base64.getEncoder().encodeToString(octets) : text);
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
            throw new MessageInsufficientBufferException();
        }
    }
}
