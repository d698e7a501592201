package dev.dwp.domain.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ProgressTest {
    @Example
    void isBetween0And100Percent() {
        assertEquals(0, new Progress(0, null).percent());
        assertEquals(100, new Progress(100, null).percent());
        assertNull(new Progress(0, null).note());
        assertThrows(IllegalArgumentException.class, () -> new Progress(-1, null));
        assertThrows(IllegalArgumentException.class, () -> new Progress(101, null));
    }

    @Property
    @Label("PROTOCOL §2: an overlong note is cut, and never within a character")
    void shortensALongNote(@ForAll @IntRange(max = 1030) int before) {
        String note = "x".repeat(before) + "😀".repeat(600);
        String kept = new Progress(1, note).note();
        assertTrue(kept.length() >= 1023 && kept.length() <= 1024, () -> "" + kept.length());
        assertTrue(note.startsWith(kept));
        assertEquals(kept, new String(kept.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
    }

    @Example
    void keepsAShortNote() {
        assertEquals("x".repeat(1024), new Progress(1, "x".repeat(1024)).note());
    }
}
