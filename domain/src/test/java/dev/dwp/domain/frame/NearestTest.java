package dev.dwp.domain.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Guessing what was meant. */
class NearestTest {
    @ParameterizedTest
    @CsvSource({"kitten, sitting, 3", "'', abc, 3", "abc, '', 3", "abc, abc, 0", "ab, ba, 2", "port, prot, 2"})
    void countsSingleCharacterEdits(String one, String other, int edits) {
        assertEquals(edits, Nearest.distance(one, other));
    }

    @Test
    void takesTheFirstOfTheClosest() {
        assertEquals("--port", Nearest.to("--prt", List.of("--host", "--port", "--part")));
    }

    @ParameterizedTest
    @CsvSource({
        "job.enqeue, ' Did you mean ''job.enqueue''?'",
        "jb.get, ' Did you mean ''job.get''?'",
        "workflow.begin, ''",
        "'', ''"
    })
    void suggestsOnlyWhatIsTwoLettersOffOrAThirdOfItsLength(String typed, String suggestion) {
        assertEquals(suggestion, Nearest.suggestion(typed, List.of("job.enqueue", "job.get", "workflow.start")));
    }

    @Property(tries = 300)
    void distanceIsAMetric(
            @ForAll @StringLength(max = 8) @CharRange(from = 'a', to = 'c') String a,
            @ForAll @StringLength(max = 8) @CharRange(from = 'a', to = 'c') String b,
            @ForAll @StringLength(max = 8) @CharRange(from = 'a', to = 'c') String c) {
        assertEquals(a.equals(b), Nearest.distance(a, b) == 0);
        assertEquals(Nearest.distance(a, b), Nearest.distance(b, a));
        assertTrue(Nearest.distance(a, c) <= Nearest.distance(a, b) + Nearest.distance(b, c));
    }
}
