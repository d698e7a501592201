package dev.dwp.http.codec;

import dev.dwp.domain.frame.Value;
import java.math.BigDecimal;

/** Counts the octets that {@link JsonWriting} writes for a value as JSON. */
final class JsonSize {
    private static final int NULL = 4;
    private static final int ESCAPED = 2;
    private static final int ESCAPED_BY_NUMBER = 6;

    private JsonSize() {}

    static long of(Value value) {
        return switch (value) {
            case Value.Null ignored -> NULL;
            case Value.Unreadable ignored -> NULL;
            case Value.Bool(boolean bool) -> Boolean.toString(bool).length();
            case Value.Int(long number) -> digits(number);
            case Value.Decimal(BigDecimal number) -> number.toString().length();
            case Value.Text(String text) -> quoted(text);
            case Value.Array(PackedJson.OfArray known) -> known.octets();
            case Value.Array(var items) -> {
                long sum = 2L + Math.max(0, items.size() - 1);
                for (Value item : items) {
                    sum += of(item);
                }
                yield sum;
            }
            case Value.Struct(PackedJson.OfObject known) -> known.octets();
            case Value.Struct(JsonMembers known) -> known.text().asUnquotedUTF8().length;
            case Value.Struct(var members) -> {
                long sum = 2L + Math.max(0, members.size() - 1);
                for (var member : members.entrySet()) {
                    sum += quoted(member.getKey()) + 1 + of(member.getValue());
                }
                yield sum;
            }
        };
    }

    private static int digits(long number) {
        int sign = number < 0 ? 1 : 0;
        long rest = number / 10;
        int digits = 1;
        while (rest != 0) {
            rest /= 10;
            digits++;
        }
        return sign + digits;
    }

    private static long quoted(String text) {
        long sum = 2;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            sum += c < ' ' || c == '"' || c == '\\' ? escaped(c) : Texts.utf8Length(text, i);
        }
        return sum;
    }

    private static int escaped(char c) {
        return switch (c) {
            case '"', '\\', '\b', '\t', '\n', '\f', '\r' -> ESCAPED;
            default -> ESCAPED_BY_NUMBER;
        };
    }
}
