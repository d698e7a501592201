package dev.dwp.http.codec;

import dev.dwp.domain.frame.Value;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import org.msgpack.core.MessagePacker;

/** Values to msgpack. What it has no number for is written as a decimal text (PROTOCOL §3). */
final class MsgpackWriting {
    /** As many as Jackson's generators write. */
    private static final int MOST_LEVELS = 1000;

    private MsgpackWriting() {}

    static void write(MessagePacker out, Value value, int level) throws IOException {
        switch (value) {
            case Value.Null ignored -> out.packNil();
            case Value.Unreadable ignored -> out.packNil();
            case Value.Bool(boolean bool) -> out.packBoolean(bool);
            case Value.Int(long number) -> out.packLong(number);
            case Value.Decimal(BigDecimal number) -> write(out, number);
            case Value.Text(String text) -> out.packString(text);
            case Value.Array array -> write(out, array, level);
            case Value.Struct struct -> write(out, struct, level);
        }
    }

    private static void write(MessagePacker out, Value.Array array, int level) throws IOException {
        requireLevel(level);
        out.packArrayHeader(array.items().size());
        for (Value item : array.items()) {
            write(out, item, level + 1);
        }
    }

    private static void write(MessagePacker out, Value.Struct struct, int level) throws IOException {
        requireLevel(level);
        out.packMapHeader(struct.members().size());
        for (Map.Entry<String, Value> member : struct.members().entrySet()) {
            out.packString(member.getKey());
            write(out, member.getValue(), level + 1);
        }
    }

    private static void write(MessagePacker out, BigDecimal number) throws IOException {
        if (number.scale() == 0 && fits(number.unscaledValue())) {
            out.packBigInteger(number.unscaledValue());
        } else if (number.scale() != 0 && Numbers.isDouble(number)) {
            out.packDouble(number.doubleValue());
        } else {
            out.packString(number.toString());
        }
    }

    /** Whether it is an int64 or a uint64. */
    private static boolean fits(BigInteger number) {
        return number.bitLength() <= (number.signum() < 0 ? Long.SIZE - 1 : Long.SIZE);
    }

    private static void requireLevel(int level) throws IOException {
        if (level > MOST_LEVELS) {
            throw new IOException("A value is nested more than %d levels deep.".formatted(MOST_LEVELS));
        }
    }
}
