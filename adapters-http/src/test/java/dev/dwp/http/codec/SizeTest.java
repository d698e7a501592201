package dev.dwp.http.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dwp.domain.frame.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Chars;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("PROTOCOL §2: what is counted is what is sent")
class SizeTest {
    private static final JsonValues JSON = new JsonValues(new Nesting(64));
    private static final List<ValueCodec> CODECS = List.of(JSON, new MsgpackValues(new Nesting(64), JSON));

    private static void assertCounted(Value value) {
        for (ValueCodec codec : CODECS) {
            assertEquals(codec.encode(value).length, codec.size(value), () -> value.toString());
        }
    }

    @Property(tries = 500)
    void everyValueIsCountedAsItIsWritten(@ForAll("values") Value value) {
        assertCounted(value);
    }

    @Provide
    Arbitrary<Value> values() {
        return Values.any();
    }

    @Property(tries = 300)
    void alsoATextThatIsNotUnicode(
            @ForAll @Chars({'\uD83D', '\uDE00', '\\', 'u', 'd', '"', '\n', '\u0001', 'é', '漢'}) String text) {
        assertCounted(Value.of(text));
        assertCounted(Value.struct().put(text, text).build());
    }

    @Property(tries = 300)
    void everyWholeNumberIsCountedAsItIsWritten(@ForAll long number) {
        assertCounted(Value.of(number));
    }

    @ParameterizedTest
    @ValueSource(
            longs = {0, 9, 10, -1, -9, -10, -32, -33, 127, 128, -128, -129, 255, 256, 65_535, 65_536, -32_768, -32_769})
    void wholeNumbersAtTheBoundsOfTheirForms(long number) {
        assertCounted(Value.of(number));
    }

    @ParameterizedTest
    @ValueSource(
            longs = {4_294_967_295L, 4_294_967_296L, -2_147_483_648L, -2_147_483_649L, Long.MAX_VALUE, Long.MIN_VALUE})
    void largeWholeNumbersAtTheBoundsOfTheirForms(long number) {
        assertCounted(Value.of(number));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 15, 16, 31, 32, 255, 256, 65_535, 65_536})
    void textsAndSequencesAtTheBoundsOfTheirForms(int length) {
        assertCounted(Value.of("x".repeat(length)));
        assertCounted(new Value.Array(Collections.nCopies(length, Value.NULL)));
    }

    static Stream<BigDecimal> decimals() {
        return Stream.of(
                new BigDecimal(BigInteger.ONE.shiftLeft(64)),
                new BigDecimal(BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE)),
                new BigDecimal(BigInteger.ONE.shiftLeft(64).negate()),
                new BigDecimal("0.5"),
                new BigDecimal("0.1234567890123456789"),
                new BigDecimal("1E+400"),
                new BigDecimal("1E-400"));
    }

    @ParameterizedTest
    @MethodSource("decimals")
    void otherNumbers(BigDecimal number) {
        assertCounted(new Value.Decimal(number));
    }

    @Test
    void anObjectThatIsPassedOnCountsAsItIs() {
        assertCounted(new JsonFormat().readLazily("{ \"spaced\" :1.50, \"smile\":\"😀\" }"));
    }

    @Test
    @DisplayName("PROTOCOL §2: JSON is sent as UTF-8; only what JSON demands is escaped")
    void onlyWhatJsonDemandsIsEscaped() {
        String text = "/ é 漢 \u007F \u0080 \u2028 😀 \uDBFF\uDFFF".repeat(2_000);
        assertEquals('"' + text + '"', new String(JSON.encode(Value.of(text)), StandardCharsets.UTF_8));
        assertEquals(
                "\"\\\" \\\\ \\b \\f \\n \\r \\t \\u0000 \\u001F\"",
                new String(JSON.encode(Value.of("\" \\ \b \f \n \r \t \0 \u001F")), StandardCharsets.UTF_8));
        assertEquals(
                "{\"😀\":1}", new String(JSON.encode(Value.struct().put("😀", 1).build()), StandardCharsets.UTF_8));
    }
}
