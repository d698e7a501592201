package dev.dwp.persistence.contract;

import dev.dwp.domain.frame.Value;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values and texts that are easily damaged on their way through a store. */
public final class Samples {
    /** Quotes, escapes, line ends, letters beyond the basic plane, both directions, and a text that looks like SQL. */
    public static final String TEXT =
            "\"'\\/\n\r\t\u0001\u007f é 𝄞 👩‍👩‍👧 שלום \ufeff\uffff %_?:$1; drop table x --";

    /** The character that some databases cannot keep in a text. */
    public static final String WITH_NUL = "before\u0000after";

    /** A payload with every kind of value in it; its members are not in alphabetical order. */
    public static final Value.Struct PAYLOAD = payload();

    private Samples() {}

    private static Value.Struct payload() {
        Map<String, Value> members = new LinkedHashMap<>();
        members.put("z", Value.NULL);
        members.put("yes", Value.of(true));
        members.put("no", Value.of(false));
        members.put("least", Value.of(Long.MIN_VALUE));
        members.put("most", Value.of(Long.MAX_VALUE));
        members.put("past-double", Value.of(9_007_199_254_740_993L));
        members.put("tenth", decimal("0.1"));
        members.put("scale", decimal("1.50"));
        members.put("large", decimal("123456789012345678901234567890"));
        members.put("tiny", decimal("-2.5E-400"));
        members.put("text", Value.of(TEXT));
        members.put("nul", Value.of(WITH_NUL));
        members.put("empty text", Value.of(""));
        members.put("", Value.of("without a name"));
        members.put(TEXT, Value.EMPTY);
        members.put("list", new Value.Array(List.of(Value.of(1), new Value.Array(List.of()), Value.NULL, Value.EMPTY)));
        members.put(
                "a", Value.struct().put("b", Value.struct().put("a", 1).build()).build());
        return new Value.Struct(members);
    }

    private static Value decimal(String digits) {
        return new Value.Decimal(new BigDecimal(digits));
    }

    /** Values that are no objects, which a payload may be too. */
    public static List<Value> bareValues() {
        return List.of(
                Value.NULL,
                Value.of(true),
                Value.of(0),
                decimal("0.10"),
                Value.of(""),
                Value.of("{\"not\":\"parsed\"}"),
                new Value.Array(List.of()),
                Value.EMPTY);
    }

    /** Names of members in their order, all levels down. */
    public static List<String> order(Value value) {
        return switch (value) {
            case Value.Struct(var members) ->
                members.entrySet().stream()
                        .<String>mapMulti((member, names) -> {
                            names.accept(member.getKey());
                            order(member.getValue()).forEach(names);
                        })
                        .toList();
            case Value.Array(var items) ->
                items.stream().flatMap(item -> order(item).stream()).toList();
            default -> List.of();
        };
    }
}
