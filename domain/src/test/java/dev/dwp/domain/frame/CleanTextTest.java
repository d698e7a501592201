package dev.dwp.domain.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class CleanTextTest {
    @Property
    @Label("PROTOCOL §2: whatever a text is made of, what is left of it is Unicode and not too long")
    void isUnicodeWithinItsLimit(@ForAll("anything") String text, @ForAll @IntRange(max = 40) int limit) {
        String clean = CleanText.of(text, limit);
        assertTrue(clean.length() <= limit);
        assertEquals(clean, new String(clean.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
        assertTrue(clean.chars().allMatch(c -> c >= ' ' || c == '\t' || c == '\n' || c == '\r'));
        assertEquals(clean, CleanText.of(clean, limit));
    }

    @Example
    void keepsWhatIsClean() {
        assertEquals("Grüße\t😀\r\n", CleanText.of("Grüße\t😀\r\n", 100));
    }

    @Example
    void cutsBeforeACharacterThatDoesNotFit() {
        assertEquals("ab", CleanText.of("abc", 2));
        assertEquals("a", CleanText.of("a😀", 2));
        assertEquals("a😀", CleanText.of("a😀b", 3));
    }

    @Example
    void replacesWhatCannotBeSent() {
        assertEquals("a\uFFFDb\uFFFDc\uFFFD", CleanText.of("a\0b\ud800c\u007f", 100));
    }

    /** Any 16 bits, so that surrogates come alone as well as in pairs. */
    @Provide
    Arbitrary<String> anything() {
        Arbitrary<Character> any = Arbitraries.oneOf(
                Arbitraries.chars().range('\0', '\u00ff'), Arbitraries.chars().range('\ud800', '\udfff'));
        return any.list().ofMaxSize(50).map(chars -> {
            StringBuilder text = new StringBuilder();
            chars.forEach(text::append);
            return text.toString();
        });
    }
}
