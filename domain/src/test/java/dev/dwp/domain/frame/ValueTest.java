package dev.dwp.domain.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ValueTest {
    @Test
    @DisplayName("PROTOCOL §2: a member that is null is absent")
    void aNullMemberIsAbsent() {
        Value.Struct struct = new Value.Struct(Map.of("null", Value.NULL, "text", Value.of("x")));
        assertNull(struct.member("null"));
        assertNull(struct.member("none"));
        assertEquals(Value.of("x"), struct.member("text"));
    }

    @Test
    void onlyATextIsReadAsOne() {
        Value.Struct struct = Value.struct().put("number", 1).put("text", "x").build();
        assertNull(struct.text("number"));
        assertNull(struct.text("none"));
        assertEquals("x", struct.text("text"));
    }

    @Test
    @DisplayName("PROTOCOL §6: durations are never negative, whatever was done to the clock")
    void aDurationBelowZeroIsPutAsZero() {
        Value.Struct struct = Value.struct()
                .put("back", Duration.ofHours(-1))
                .put("on", Duration.ofMillis(7))
                .build();
        assertEquals(Value.struct().put("back", 0).put("on", 7).build(), struct);
    }

    @Test
    void theOrderOfMembersIsKeptButDoesNotCount() {
        Value.Struct one = Value.struct().put("b", 1).put("a", 2).build();
        Value.Struct other = Value.struct().put("a", 2).put("b", 1).build();
        assertEquals(List.of("b", "a"), List.copyOf(one.members().keySet()));
        assertEquals(one, other);
        assertNotEquals(one, Value.EMPTY);
    }

    @Test
    void staysAsItWasMade() {
        Map<String, Value> members = new HashMap<>(Map.of("a", Value.of(1)));
        List<Value> items = new ArrayList<>(List.of(Value.of(1)));
        Value.Struct struct = new Value.Struct(members);
        Value.Array array = new Value.Array(items);
        members.clear();
        items.clear();
        assertEquals(Value.of(1), struct.member("a"));
        assertEquals(List.of(Value.of(1)), array.items());
        assertThrows(UnsupportedOperationException.class, () -> struct.members().clear());
        assertThrows(UnsupportedOperationException.class, () -> array.items().clear());
    }

    @Test
    void aBuilderThatGoesOnChangesNothingThatItBuilt() {
        StructBuilder builder = Value.struct().put("a", 1);
        Value.Struct first = builder.build();
        Value.Struct second = builder.put("a", 2).put("b", 3).build();
        assertEquals(Map.of("a", Value.of(1)), first.members());
        assertEquals(Map.of("a", Value.of(2), "b", Value.of(3)), second.members());
        assertFalse(first.members().containsKey("b"));
        assertEquals(first, new Value.Struct(first.members()));
        assertThrows(UnsupportedOperationException.class, () -> second.members().put("c", Value.NULL));
    }

    @Test
    void aBuilderLeavesOutWhatIsNull() {
        assertEquals(
                Value.EMPTY,
                Value.struct()
                        .put("value", (Value) null)
                        .put("text", (String) null)
                        .put("number", (Long) null)
                        .put("time", (Instant) null)
                        .put("duration", (Duration) null)
                        .build());
    }

    @Test
    @DisplayName("PROTOCOL §5: times are RFC 3339, durations milliseconds")
    void aBuilderWritesAsTheProtocolDoes() {
        Value.Struct struct = Value.struct()
                .put("time", Instant.parse("2026-01-31T11:30:00.012+01:00"))
                .put("duration", Duration.ofSeconds(2))
                .put("bool", true)
                .put("list", List.of(Value.of(1)))
                .build();
        assertEquals(Value.of("2026-01-31T10:30:00.012Z"), struct.member("time"));
        assertEquals(Value.of(2000), struct.member("duration"));
        assertEquals(Value.of(true), struct.member("bool"));
        assertEquals(new Value.Array(List.of(Value.of(1))), struct.member("list"));
    }
}
