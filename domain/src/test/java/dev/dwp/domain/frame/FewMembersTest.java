package dev.dwp.domain.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Objects of few members and of many cannot be told apart by what they hold. */
class FewMembersTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 5, 8, 9, 40})
    void anObjectIsWhatAMapOfItsMembersIs(int size) {
        Map<String, Value> map = new LinkedHashMap<>();
        StructBuilder builder = Value.struct();
        for (int i = 0; i < size; i++) {
            map.put("m" + i, Value.of(1000 + i));
            builder.put("m" + i, 1000 + i);
        }
        Map<String, Value> members = builder.build().members();
        assertEquals(map, members);
        assertEquals(members, map);
        assertEquals(map.hashCode(), members.hashCode());
        assertEquals(List.copyOf(map.keySet()), List.copyOf(members.keySet()));
        assertEquals(List.copyOf(map.values()), List.copyOf(members.values()));
        assertEquals(size, members.size());
        assertNull(members.get("none"));
        assertNull(members.get(null));
        assertFalse(members.containsKey("none"));
        assertThrows(UnsupportedOperationException.class, () -> members.put("x", Value.NULL));
        for (String name : map.keySet()) {
            assertEquals(map.get(name), members.get(name));
            assertTrue(members.containsKey(name));
        }
    }

    @Test
    void theIteratorEnds() {
        Iterator<?> entries =
                Value.struct().put("a", 1).build().members().entrySet().iterator();
        entries.next();
        assertFalse(entries.hasNext());
        assertThrows(NoSuchElementException.class, entries::next);
    }

    @Test
    @DisplayName("of members named twice the last counts, among few and among many")
    void theLastCounts() {
        for (int size : new int[] {2, 8, 9, 20}) {
            StructBuilder builder = Value.struct();
            for (int i = 0; i < size; i++) {
                builder.put("m" + i, i);
            }
            Value.Struct before = builder.build();
            Value.Struct after = builder.put("m0", 77).build();
            assertEquals(Value.of(0), before.member("m0"));
            assertEquals(Value.of(77), after.member("m0"));
            assertEquals(size, after.members().size());
            assertEquals("m0", after.members().keySet().iterator().next());
        }
    }

    @Test
    void smallValuesAreShared() {
        assertSame(Value.EMPTY, Value.struct().build());
        assertSame(Value.of(255), Value.of(255));
        assertSame(Value.of(true), Value.of(true));
        assertEquals(Value.of(-1), Value.of(-1));
        assertEquals(Value.of(256), Value.of(256));
    }
}
