package dev.dwp.http.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.domain.frame.Frame;
import dev.dwp.domain.frame.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** A value that a store keeps as its JSON cannot be told from the one that came. */
class PackedJsonTest {
    private final JsonFormat format = new JsonFormat();

    private static Value.Array many(Value item) {
        return new Value.Array(Collections.nCopies(1_000, item));
    }

    @Property(tries = 300)
    @Label("it equals the one that came, and is written like it, in both formats")
    void cannotBeToldFromTheOneThatCame(@ForAll("values") Value value) {
        Value whole = new Value.Array(List.of(value, many(value), many(Value.NULL)));
        Value packed = format.compact(whole);
        assertNotSame(whole, packed);
        assertEquals(whole, packed);
        assertEquals(packed, whole);
        assertEquals(whole.hashCode(), packed.hashCode());
        assertEquals(format.write(whole), format.write(packed));
        for (Format wire : Format.values()) {
            FrameCodec codec = Wire.CODECS.of(wire);
            assertEquals(codec.of(whole), codec.of(format.compact(whole)));
            assertArrayEquals(
                    codec.encode(new Frame.Event("evt-1", "jobs", whole, null)),
                    codec.encode(new Frame.Event("evt-1", "jobs", packed, null)));
        }
    }

    @Test
    void isMeasuredInJsonWithoutBeingRead() {
        Value whole = many(Value.of("x"));
        Value packed = PackedJson.of(whole, value -> format.write(value).getBytes(UTF_8), utf8 -> {
            throw new IllegalStateException("read");
        });
        assertTrue(PackedJson.is(packed));
        assertEquals(JsonSize.of(whole), JsonSize.of(packed));
    }

    @Provide
    Arbitrary<Value> values() {
        return Values.any();
    }

    @Test
    void keepsTheOrderOfMembersAndItems() {
        List<Value> items = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            items.add(Value.struct().put("z", i).put("a", -i).build());
        }
        Value.Struct object =
                Value.struct().put("items", items).put("b", 1).put("a", 2).build();
        Value.Struct packed = assertInstanceOf(Value.Struct.class, format.compact(object));
        assertEquals(List.of("items", "b", "a"), List.copyOf(packed.members().keySet()));
        assertEquals(items, ((Value.Array) packed.members().get("items")).items());
        assertEquals(3, packed.members().size());
        assertEquals(Value.of(2), packed.member("a"));
    }

    @Test
    void smallValuesAndTextsStayAsTheyAre() {
        for (Value value : List.of(
                Value.NULL,
                Value.of(1),
                Value.EMPTY,
                Value.of("x".repeat(100_000)),
                Value.struct().put("to", "a@b").put("subject", "x".repeat(500)).build())) {
            assertSame(value, format.compact(value));
        }
    }

    @Test
    void whatIsPackedStaysAsItIs() {
        Value packed = format.compact(many(Value.of(1_000)));
        assertSame(packed, format.compact(packed));
    }
}
