package dev.dwp.domain.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class ExcerptTest {
    @Property
    void keepsShortTexts(@ForAll @StringLength(max = 64) String text) {
        assertEquals(text, Excerpt.of(text));
    }

    @Property
    void cutsLongOnesAndShowsIt(@ForAll @StringLength(min = 65, max = 200) String text) {
        String excerpt = Excerpt.of(text);
        assertTrue(excerpt.length() <= 65);
        assertTrue(excerpt.endsWith("…"));
        assertTrue(text.startsWith(excerpt.substring(0, excerpt.length() - 1)));
    }

    @Property
    void neverCutsACharacterInTwo(@ForAll @IntRange(max = 70) int before) {
        String excerpt = Excerpt.of("x".repeat(before) + "😀".repeat(40));
        assertEquals(excerpt, new String(excerpt.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
    }

    @Test
    void cutsAfter64Characters() {
        assertEquals("x".repeat(64) + "…", Excerpt.of("x".repeat(65)));
        assertEquals("x".repeat(63) + "…", Excerpt.of("x".repeat(63) + "😀"));
    }
}
