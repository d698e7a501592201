package dev.dwp.application.binding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.dwp.domain.frame.Value;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class ValueDigestTest {
    @Test
    void equalValuesHaveTheSameDigestWhateverTheOrderOfTheirMembers() {
        Value one = Value.struct().put("a", 1).put("b", "x").build();
        Value other = Value.struct().put("b", "x").put("a", 1).build();
        assertEquals(one, other);
        assertEquals(ValueDigest.of(one), ValueDigest.of(other));
        assertEquals(64, ValueDigest.of(one).length());
    }

    @Test
    void differentValuesHaveDifferentDigests() {
        List<Value> values = List.of(
                Value.NULL,
                Value.of(true),
                Value.of(false),
                Value.of(1),
                Value.of("1"),
                new Value.Decimal(new BigDecimal("1.5")),
                Value.EMPTY,
                new Value.Array(List.of()),
                new Value.Array(List.of(Value.of("ab"), Value.of("c"))),
                new Value.Array(List.of(Value.of("a"), Value.of("bc"))),
                new Value.Array(List.of(Value.of("a"), new Value.Array(List.of(Value.of("bc"))))),
                Value.struct().put("a", "b").build(),
                Value.struct().put("a", Value.EMPTY).build(),
                new Value.Unreadable("x", "y"));
        assertEquals(
                values.size(), values.stream().map(ValueDigest::of).distinct().count());
        assertNotEquals(ValueDigest.of(Value.of("é")), ValueDigest.of(Value.of("e\u0301")));
    }
}
