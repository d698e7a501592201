package dev.dwp.http.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.domain.frame.Frame;
import dev.dwp.domain.frame.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("PROTOCOL §2: integers survive exactly to 64 bits, larger ones and decimals without loss")
class NumbersTest {
    @ParameterizedTest
    @ValueSource(
            longs = {
                0,
                1,
                -1,
                127,
                128,
                -32,
                -33,
                255,
                256,
                65_535,
                65_536,
                4_294_967_295L,
                4_294_967_296L,
                -2_147_483_649L,
                9_007_199_254_740_993L,
                Long.MAX_VALUE,
                Long.MIN_VALUE
            })
    @DisplayName("64 bits are exact in both formats")
    void integers(long number) {
        for (Format format : Format.values()) {
            assertEquals(Value.of(number), data(format, Long.toString(number)));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "9223372036854775808, 9223372036854775808",
        "-9223372036854775809, -9223372036854775809",
        "18446744073709551616, 18446744073709551616",
        "0.10, 0.10",
        "1E+400, 1E+400",
        "-1e-400, -1E-400",
        "1.7976931348623159e308, 1.7976931348623159E+308",
        "0e-5, 0.00000"
    })
    @DisplayName("what is larger or finer is exact in JSON")
    void decimals(String sent, String number) {
        assertEquals(new Value.Decimal(new BigDecimal(number)), data(Format.JSON, sent));
    }

    @ParameterizedTest
    @CsvSource({"-0, 0", "1e0, 1", "1.5e1, 15", "120e0, 120", "-0e0, 0", "9223372036854775807e0, 9223372036854775807"})
    @DisplayName("a whole number is an integer, however it is written")
    void wholeNumbers(String sent, long number) {
        assertEquals(Value.of(number), data(Format.JSON, sent));
    }

    @ParameterizedTest
    @MethodSource
    @DisplayName("msgpack's numbers are read in all their forms")
    void msgpackForms(String hex, Value expected) {
        byte[] frame = Wire.hex("82 a6 6d6574686f64 a1 78 a4 64617461" + hex);
        assertEquals(expected, ((Frame.Request) Wire.decode(Format.MSGPACK, frame)).data());
    }

    static Stream<Arguments> msgpackForms() {
        return Stream.of(
                Arguments.of("7f", Value.of(127)),
                Arguments.of("e0", Value.of(-32)),
                Arguments.of("cc ff", Value.of(255)),
                Arguments.of("cd 0001", Value.of(1)),
                Arguments.of("ce ffffffff", Value.of(4_294_967_295L)),
                Arguments.of("cf 0000000000000005", Value.of(5)),
                Arguments.of("cf 7fffffffffffffff", Value.of(Long.MAX_VALUE)),
                Arguments.of("cf 8000000000000000", decimal("9223372036854775808")),
                Arguments.of("cf ffffffffffffffff", decimal("18446744073709551615")),
                Arguments.of("d0 80", Value.of(-128)),
                Arguments.of("d1 8000", Value.of(-32_768)),
                Arguments.of("d2 80000000", Value.of(Integer.MIN_VALUE)),
                Arguments.of("d3 8000000000000000", Value.of(Long.MIN_VALUE)),
                Arguments.of("ca 3f800000", decimal("1.0")),
                Arguments.of("ca 3dcccccd", decimal("0.1")),
                Arguments.of("ca 7f7fffff", decimal("3.4028235E+38")),
                Arguments.of("cb 3fb999999999999a", decimal("0.1")),
                Arguments.of("cb 8000000000000000", decimal("0.0")),
                Arguments.of("cb 0000000000000001", decimal("4.9E-324")),
                Arguments.of("cb 7fefffffffffffff", decimal("1.7976931348623157E+308")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"cb 7ff8000000000000", "cb 7ff0000000000000", "cb fff0000000000000", "ca 7fc00000", "ca ff800000"
            })
    @DisplayName("NaN and the infinities are refused")
    void notNumbers(String hex) {
        UndecodableFrame refused = Wire.refused(Format.MSGPACK, Wire.hex("82 a6 6d6574686f64 a1 78 a4 64617461" + hex));
        assertTrue(refused.getMessage().startsWith("NaN and infinite numbers"), refused.getMessage());
    }

    @Test
    @DisplayName("a thousand digits are read and written; more are refused")
    void digits() {
        for (String number : new String[] {
            "1".repeat(1_000),
            "-" + "1".repeat(1_000),
            "0." + "1".repeat(1_000),
            "1".repeat(999) + ".1",
            "1".repeat(1_000) + "e9999",
            "-1." + "1".repeat(999) + "e-9001"
        }) {
            Value read = data(Format.JSON, number);
            assertEquals(0, new BigDecimal(number).compareTo(((Value.Decimal) read).value()));
            byte[] again = Wire.CODECS.of(Format.JSON).encode(Frame.Request.of("1", "x", read));
            assertEquals(read, ((Frame.Request) Wire.decode(Format.JSON, again)).data());
        }
        for (String number : new String[] {"1".repeat(1_001), "0." + "1".repeat(1_001), "1".repeat(1_000_000)}) {
            assertRefused(number, "A number may have 1000 digits at most.");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e10001",
                "1e-10001",
                "1e2147483647",
                "1e2147483648",
                "1e-2147483648",
                "1e99999999999",
                "0e-99999999999"
            })
    @DisplayName("an exponent that no one means is refused, and costs nothing")
    void exponents(String number) {
        assertRefused(number, "A number's exponent may be 10000 at most.");
    }

    @Test
    @DisplayName("huge numbers cost no time in msgpack either")
    void hugeNumbersInMsgpack() {
        Value huge = new Value.Decimal(new BigDecimal(BigInteger.ONE, -10_000));
        byte[] frame = Wire.CODECS.of(Format.MSGPACK).encode(Frame.Request.of("1", "x", huge));
        assertEquals(Value.of("1E+10000"), ((Frame.Request) Wire.decode(Format.MSGPACK, frame)).data());
    }

    private static void assertRefused(String number, String message) {
        byte[] frame = Wire.utf8("{\"id\": \"1\", \"method\": \"x\", \"data\": %s}".formatted(number));
        assertEquals(message, Wire.refused(Format.JSON, frame).getMessage());
    }

    private static Value data(Format format, String number) {
        return ((Frame.Request) Wire.decode(format, "{\"method\": \"x\", \"data\": %s}".formatted(number))).data();
    }

    private static Value decimal(String text) {
        return new Value.Decimal(new BigDecimal(text));
    }
}
