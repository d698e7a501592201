package dev.dwp.application.binding;

import dev.dwp.domain.frame.Items;
import dev.dwp.domain.frame.Members;
import dev.dwp.domain.frame.Value;
import java.nio.charset.StandardCharsets;

/** Estimates from above how many bytes a value takes on the wire, in either codec. */
public final class EncodedSize {
    private static final int NUMBER = 24;
    private static final int MARKS = 4;

    private EncodedSize() {}

    /** How many bytes it takes at most. */
    public static long of(Value value) {
        return switch (value) {
            case Value.Null ignored -> MARKS;
            case Value.Unreadable ignored -> MARKS;
            case Value.Bool ignored -> MARKS + 1L;
            case Value.Int ignored -> NUMBER;
            case Value.Decimal decimal ->
                MARKS + (long) decimal.value().toString().length();
            case Value.Text text -> of(text.value());
            case Value.Array(Items items) when items.octets() >= 0 -> items.octets();
            case Value.Struct(Members members) when members.octets() >= 0 -> members.octets();
            case Value.Array array -> {
                long sum = MARKS;
                for (Value item : array.items()) {
                    sum += of(item) + 1;
                }
                yield sum;
            }
            case Value.Struct struct -> {
                long sum = MARKS;
                for (var member : struct.members().entrySet()) {
                    sum += of(member.getKey()) + of(member.getValue()) + 2;
                }
                yield sum;
            }
        };
    }

    private static long of(String text) {
        long escapes = text.chars().map(EncodedSize::escape).asLongStream().sum();
        return MARKS + text.getBytes(StandardCharsets.UTF_8).length + escapes;
    }

    /** What JSON adds to a character: control characters take six bytes, some of them, quotes and backslashes two. */
    private static int escape(int c) {
        return switch (c) {
            case '"', '\\', '\b', '\t', '\n', '\f', '\r' -> 1;
            default -> c < ' ' ? 5 : 0;
        };
    }
}
