package dev.dwp.http.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.domain.frame.Frame;
import dev.dwp.domain.frame.Value;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL §3: an object that a store keeps as JSON is the same whether or not it is read")
class LazyObjectTest {
    private final JsonFormat format = new JsonFormat();

    private static Frame event(Value.Struct data) {
        return new Frame.Event("evt-7", "jobs", data, Value.of("2026-01-01T00:00:00Z"));
    }

    private static Value.Struct object(Value value) {
        return Value.struct().put("it", value).build();
    }

    @Property(tries = 300)
    void isEqualToWhatWasWritten(@ForAll("values") Value value) {
        Value.Struct object = object(value);
        assertEquals(object, format.readLazily(format.write(object)));
    }

    @Property(tries = 300)
    void isTheSameFrameInEitherFormat(@ForAll("values") Value value) {
        Value.Struct object = object(value);
        Value.Struct lazy = format.readLazily(format.write(object));
        for (Format wire : Format.values()) {
            FrameCodec codec = Wire.CODECS.of(wire);
            assertArrayEquals(codec.encode(event(object)), codec.encode(event(lazy)));
        }
    }

    @Test
    @DisplayName("in JSON it goes out as it is, unread")
    void isPassedOn() {
        Value.Struct lazy = format.readLazily("{ \"spaced\" :1.50 }");
        byte[] frame = Wire.CODECS.of(Format.JSON).encode(event(lazy));
        assertTrue(new String(frame, StandardCharsets.UTF_8).contains("\"data\":{ \"spaced\" :1.50 }"));
    }

    @Test
    @DisplayName("handlers get its members")
    void isBound() {
        JacksonPayloadBinder binder = new JacksonPayloadBinder();
        String json = "{\"n\":1}";
        assertEquals(binder.bind(format.read(json), Map.class), binder.bind(format.readLazily(json), Map.class));
    }

    @Test
    @DisplayName("a damaged text is met by whoever looks inside")
    void damaged() {
        Value.Struct lazy = format.readLazily("{\"n\":");
        assertThrows(RuntimeException.class, () -> lazy.member("n"));
    }

    @Provide
    Arbitrary<Value> values() {
        return Values.packable();
    }
}
