package dev.dwp.application.frame;

import dev.dwp.domain.frame.Value;
import java.nio.charset.StandardCharsets;

/** Estimates from above how many bytes a value takes on the wire, in either codec. */
final class Size {
    private static final int NUMBER = 24;
    private static final int MARKS = 4;

    private Size() {}

    static long of(Value value) {
        return switch (value) {
            case Value.Null ignored -> MARKS;
            case Value.Bool ignored -> MARKS + 1L;
            case Value.Int ignored -> NUMBER;
            case Value.Decimal decimal ->
                MARKS + (long) decimal.value().toString().length();
            case Value.Text text -> of(text.value());
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

    /** What JSON escapes takes up to six bytes: control characters, quotes and backslashes. */
    private static long of(String text) {
        long escaped =
                text.chars().filter(c -> c < ' ' || c == '"' || c == '\\').count();
        return MARKS + text.getBytes(StandardCharsets.UTF_8).length + escaped * 5;
    }
}
