package dev.dwp.http.codec;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.domain.frame.Frame;
import dev.dwp.domain.frame.Value;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoughSizeTest {
    private static final int SIZE = 16_384;
    private static final Value TEXT = Value.of("x".repeat(SIZE));

    private final JsonFormat format = new JsonFormat();

    private static boolean reaches(Value data) {
        return RoughSize.reaches(new Frame.Response("r", "1", data, List.of(), null), SIZE);
    }

    @Test
    void textsAndTheNumberOfItemsCount() {
        assertTrue(reaches(TEXT));
        assertTrue(reaches(
                Value.struct().put("within", new Value.Array(List.of(TEXT))).build()));
        assertTrue(reaches(new Value.Array(Collections.nCopies(SIZE, Value.NULL))));
        assertTrue(reaches(Value.struct().put("x".repeat(SIZE), 1).build()));
    }

    @Test
    void whatIsLessIsSmall() {
        assertFalse(reaches(Value.NULL));
        assertFalse(reaches(Value.of("x".repeat(SIZE / 2))));
        assertFalse(reaches(new Value.Array(Collections.nCopies(SIZE / 16, Value.NULL))));
    }

    @Test
    void whatIsKeptAsJsonIsNotReadForIt() {
        Value packed = format.compact(Value.struct().put("text", TEXT).build());
        assertTrue(PackedJson.is(packed));
        assertTrue(reaches(packed));
        assertFalse(RoughSize.reaches(packed, 2 * SIZE));
        assertTrue(reaches(format.readLazily("{\"broken\":" + "x".repeat(SIZE))));
        assertFalse(reaches(format.readLazily("{\"broken\":")));
    }
}
