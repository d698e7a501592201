package dev.dwp.conform.dialogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Patterns of dialogues")
class MatchingTest {
    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private final Bindings bindings = new Bindings();

    private static Term term(String written) {
        return new TermParser(new Source("x", written)).term();
    }

    private Optional<Mismatch> match(String pattern, String value) throws IOException {
        return Matching.match(term(pattern), MAPPER.readTree(value), bindings);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{\"a\":1}; {\"a\":1,\"b\":2}",
                "={\"a\":1}; {\"a\":1.0}",
                "{\"a\":absent}; {\"b\":2}",
                "[1,…]; [1,2,3]",
                "any_order[1,_string]; [\"x\",1]",
                "has 2; [1,2]",
                "has \"ell\"; \"hello\"",
                "not has 2; [1,3]",
                "/a+b/; \"aab\"",
                "1 | 2; 2",
                "≥ 3; 3",
                "< 4.5; 4",
                "> \"evt-9\"; \"evt-10\"",
                "> \"job_0a\"; \"job_0b\"",
                "_time; \"2026-01-31T10:30:00Z\"",
                "_cursor; \"evt-0\"",
                "null; null",
                "nest(3); [[[]]]",
                "repeat(\"ab\", 2); \"abab\"",
            })
    void matches(String pattern, String value) throws IOException {
        assertEquals(Optional.empty(), match(pattern, value));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{\"a\":1}; {\"b\":1}; $.a",
                "={\"a\":1}; {\"a\":1,\"b\":2}; $.b",
                "{\"a\":absent}; {\"a\":null}; $.a",
                "{\"a\":[1,{\"b\":_int}]}; {\"a\":[1,{\"b\":1.5}]}; $.a[1].b",
                "[1]; [1,2]; $",
                "any_order[1,1]; [1,2]; $",
                "has 2; 2; $",
                "> \"evt-10\"; \"evt-9\"; $",
                "> \"job_0b\"; \"job_0a\"; $",
                "> 1; \"2\"; $",
                "_time; \"2026-01-31T10:30:00+00:00\"; $",
                "not absent; absent; $",
                "9223372036854775807; 9223372036854775806; $",
                "1; \"1\"; $",
            })
    void tellsWhereItDoesNotMatch(String pattern, String value, String path) throws IOException {
        JsonNode got = value.equals("absent")
                ? com.fasterxml.jackson.databind.node.MissingNode.getInstance()
                : MAPPER.readTree(value);
        assertEquals(
                path, Matching.match(term(pattern), got, bindings).orElseThrow().path());
    }

    @Test
    void aNameMeansWhatItFirstMetAndNothingElseAfterwards() throws IOException {
        assertTrue(match("{\"a\":$x,\"b\":$x}", "{\"a\":7,\"b\":7}").isEmpty());
        assertTrue(match("$x", "8").isPresent());
        assertEquals(7, Template.make(term("$x"), bindings).asInt());
    }

    @Test
    void aMatchThatFailsBindsNothing() throws IOException {
        assertTrue(match("{\"a\":$x,\"b\":2}", "{\"a\":1,\"b\":3}").isPresent());
        assertNull(bindings.get("x"));
        assertThrows(Template.UnboundName.class, () -> Template.make(term("$x"), bindings));
    }

    @Test
    void aTextTakesInWhatNamesStandFor() throws IOException {
        bindings.set("id", TextNode.valueOf("job_1"));
        assertEquals(
                "job:job_1!", Template.make(term("\"job:${id}!\""), bindings).asText());
        assertTrue(match("\"job:${id}!\"", "\"job:job_1!\"").isEmpty());
    }

    @Test
    void whatCanOnlyBeMatchedIsNotSent() {
        assertThrows(IllegalArgumentException.class, () -> Template.make(term("{\"a\":_int}"), bindings));
    }

    @Test
    void absentMembersAreNotSent() {
        assertEquals("{}", Template.make(term("{\"a\":absent}"), bindings).toString());
    }
}
