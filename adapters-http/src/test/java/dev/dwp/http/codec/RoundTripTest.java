package dev.dwp.http.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dwp.domain.frame.Frame;
import dev.dwp.domain.frame.Value;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL §3: what is written is what is read")
class RoundTripTest {
    @Property(tries = 300)
    void aFrameInJsonIsReadAsItWasWritten(@ForAll("frames") Frame frame) {
        assertEquals(frame, Wire.decode(Format.JSON, Wire.CODECS.of(Format.JSON).encode(frame)));
    }

    @Property(tries = 300)
    void aFrameInMsgpackIsReadAsItWasWritten(@ForAll("packableFrames") Frame frame) {
        assertEquals(
                frame,
                Wire.decode(Format.MSGPACK, Wire.CODECS.of(Format.MSGPACK).encode(frame)));
    }

    @Property(tries = 300)
    void jsonToMsgpackToJsonIsTheIdentity(@ForAll("packableFrames") Frame frame) {
        byte[] json = Wire.CODECS.of(Format.JSON).encode(frame);
        byte[] msgpack = Wire.CODECS.of(Format.MSGPACK).encode(Wire.decode(Format.JSON, json));
        assertArrayEquals(json, Wire.CODECS.of(Format.JSON).encode(Wire.decode(Format.MSGPACK, msgpack)));
    }

    @Property(tries = 100)
    void aFrameIsReadFromTheMiddleOfABuffer(@ForAll("packableFrames") Frame frame) throws UndecodableFrame {
        for (Format format : Format.values()) {
            byte[] bytes = Wire.CODECS.of(format).encode(frame);
            byte[] buffer = new byte[bytes.length + 20];
            Arrays.fill(buffer, (byte) '7');
            System.arraycopy(bytes, 0, buffer, 13, bytes.length);
            assertEquals(frame, Wire.CODECS.of(format).decode(buffer, 13, bytes.length));
        }
    }

    @Provide
    Arbitrary<Frame> frames() {
        return Frames.of(Values.any());
    }

    @Provide
    Arbitrary<Frame> packableFrames() {
        return Frames.of(Values.packable());
    }

    @Test
    void decimalsKeepTheirDigitsInJson() {
        for (String number :
                new String[] {"1.50", "1E+2", "1E-10000", "0.000", "1E+400", "-0.1", "123456789012345678901234567890.5"
                }) {
            Value decimal = new Value.Decimal(new BigDecimal(number));
            assertEquals(decimal, throughData(Format.JSON, decimal), number);
        }
    }

    @Test
    void decimalsThatFloat64HoldsKeepTheirValueInMsgpack() {
        for (String number : new String[] {"1.50", "1E+2", "0.000", "-0.1", "1E-300"}) {
            BigDecimal decimal = new BigDecimal(number);
            Value.Decimal read = (Value.Decimal) throughData(Format.MSGPACK, new Value.Decimal(decimal));
            assertEquals(0, decimal.compareTo(read.value()), number);
        }
    }

    @Test
    void integersPast64BitsAndDecimalsPastFloat64TravelAsTextInMsgpack() {
        for (String number : new String[] {
            "18446744073709551616",
            "-9223372036854775809",
            "1E+400",
            "1E-400",
            "0.1234567890123456789",
            "1.00000000000000000001"
        }) {
            assertEquals(
                    Value.of(number), throughData(Format.MSGPACK, new Value.Decimal(new BigDecimal(number))), number);
        }
    }

    @Test
    void unsignedIntegersOf64BitsAreNumbersInMsgpack() {
        Value largest = new Value.Decimal(new BigDecimal("18446744073709551615"));
        assertEquals(largest, throughData(Format.MSGPACK, largest));
    }

    private static Value throughData(Format format, Value value) {
        byte[] bytes = Wire.CODECS.of(format).encode(new Frame.Response("1", null, value, List.of("a", "b.c"), null));
        return ((Frame.Response) Wire.decode(format, bytes)).data();
    }
}
