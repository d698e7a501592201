package dev.dwp.http.codec;

import dev.dwp.domain.frame.Value;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Counts the octets that {@link MsgpackWriting} writes for a value. */
final class MsgpackSize {
    private static final int NINE = 9;
    private static final int LEAST_FIXED = -32;

    private MsgpackSize() {}

    static long of(Value value) {
        return switch (value) {
            case Value.Null ignored -> 1;
            case Value.Unreadable ignored -> 1;
            case Value.Bool ignored -> 1;
            case Value.Int(long number) -> of(number);
            case Value.Decimal(BigDecimal number) -> of(number);
            case Value.Text(String text) -> of(text);
            case Value.Array(var items) -> {
                long sum = header(items.size());
                for (Value item : items) {
                    sum += of(item);
                }
                yield sum;
            }
            case Value.Struct(var members) -> {
                long sum = header(members.size());
                for (var member : members.entrySet()) {
                    sum += of(member.getKey()) + of(member.getValue());
                }
                yield sum;
            }
        };
    }

    private static int of(long number) {
        if (number >= LEAST_FIXED && number <= Byte.MAX_VALUE) {
            return 1;
        }
        long span = number < 0 ? -(number + 1) << 1 : number; // a negative number has a bit less
        if (span < 1L << Byte.SIZE && span >= 0) {
            return 2;
        }
        if (span < 1L << Short.SIZE && span >= 0) {
            return 3;
        }
        return span < 1L << Integer.SIZE && span >= 0 ? 5 : NINE;
    }

    private static long of(BigDecimal number) {
        if (number.scale() == 0) {
            BigInteger whole = number.unscaledValue();
            if (whole.bitLength() < Long.SIZE) {
                return of(whole.longValue());
            }
            return whole.signum() > 0 && whole.bitLength() == Long.SIZE ? NINE : of(number.toString());
        }
        return Numbers.isDouble(number) ? NINE : of(number.toString());
    }

    private static long of(String text) {
        long octets = 0;
        for (int i = 0; i < text.length(); i++) {
            octets += Texts.utf8Length(text, i);
        }
        if (octets < 1 << 5) {
            return 1 + octets;
        }
        if (octets < 1 << Byte.SIZE) {
            return 2 + octets;
        }
        return octets < 1 << Short.SIZE ? 3 + octets : 5 + octets;
    }

    private static int header(int entries) {
        if (entries < 1 << 4) {
            return 1;
        }
        return entries < 1 << Short.SIZE ? 3 : 5;
    }
}
