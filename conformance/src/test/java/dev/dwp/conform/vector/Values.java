package dev.dwp.conform.vector;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dwp.domain.frame.StructBuilder;
import dev.dwp.domain.frame.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Decoded forms as the server's values, and whether two values mean the same. */
final class Values {
    private Values() {}

    static Value of(JsonNode decoded) {
        if (decoded.size() == 1 && decoded.has("$int")) {
            return number(decoded.get("$int").textValue());
        }
        if (decoded.size() == 1 && decoded.has("$dec")) {
            return number(decoded.get("$dec").textValue());
        }
        if (decoded.isObject()) {
            StructBuilder struct = Value.struct();
            decoded.properties().forEach(member -> struct.put(member.getKey(), of(member.getValue())));
            return struct.build();
        }
        if (decoded.isArray()) {
            List<Value> items = new ArrayList<>();
            decoded.forEach(item -> items.add(of(item)));
            return new Value.Array(items);
        }
        return decoded.isTextual()
                ? Value.of(decoded.textValue())
                : decoded.isBoolean()
                        ? Value.of(decoded.booleanValue())
                        : decoded.isNull() ? Value.NULL : Value.of(decoded.longValue());
    }

    private static Value number(String digits) {
        BigDecimal number = new BigDecimal(digits);
        return number.scale() == 0 && number.unscaledValue().bitLength() < Long.SIZE
                ? Value.of(number.longValueExact())
                : new Value.Decimal(number);
    }

    /** Numbers mean the same however they are written. */
    static boolean same(Value one, Value other) {
        return Objects.equals(normal(one), normal(other));
    }

    private static Object normal(Value value) {
        return switch (value) {
            case Value.Int(long number) -> BigDecimal.valueOf(number);
            case Value.Decimal(BigDecimal number) ->
                number.signum() == 0
                        ? BigDecimal.ZERO
                        : number.stripTrailingZeros()
                                .setScale(
                                        Math.max(0, number.stripTrailingZeros().scale()));
            case Value.Array(List<Value> items) ->
                items.stream().map(Values::normal).toList();
            case Value.Struct struct -> {
                Map<String, Object> members = new LinkedHashMap<>();
                struct.members().forEach((name, member) -> members.put(name, normal(member)));
                yield members;
            }
            default -> value;
        };
    }
}
