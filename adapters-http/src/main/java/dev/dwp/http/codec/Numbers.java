package dev.dwp.http.codec;

import dev.dwp.domain.frame.Refusal;
import dev.dwp.domain.frame.Value;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Bounds on numbers, so that none costs more than its digits (PROTOCOL §2: exact to 64 bits, beyond without loss). A
 * whole number is an {@link Value.Int} whenever it fits, however it was written.
 */
final class Numbers {
    private static final int MOST_DIGITS = 1000;

    /** Sign, point and exponent, so that whatever was taken can be written and read again. */
    private static final int MOST_CHARS = MOST_DIGITS + 24;

    private static final int LARGEST_SCALE = 10_000;
    private static final int LONG_BITS = 63;

    /** log₂ 10, rounded up: an integer of more bits for each digit has too many. */
    private static final int BITS_PER_DIGIT = 4;

    private Numbers() {}

    /** Refuses a number by the length of its text. */
    static void requireShort(int chars) {
        if (chars > MOST_CHARS) {
            throw tooLong();
        }
    }

    static Value of(BigInteger number) {
        return number.bitLength() <= LONG_BITS ? Value.of(number.longValue()) : large(new BigDecimal(number));
    }

    static Value of(BigDecimal number) {
        if (Math.abs((long) number.scale()) > LARGEST_SCALE) {
            throw tooLargeAnExponent();
        }
        return number.scale() == 0 ? of(number.unscaledValue()) : large(number);
    }

    /** The shortest decimal that means this number. */
    static Value of(double number) {
        return finite(Double.isFinite(number), Double.toString(number));
    }

    /** The shortest decimal that means this number. */
    static Value of(float number) {
        return finite(Float.isFinite(number), Float.toString(number));
    }

    /** Whether a float64 holds this number: its shortest decimal means the same. */
    static boolean isDouble(BigDecimal number) {
        double nearest = number.doubleValue();
        return Double.isFinite(nearest) && new BigDecimal(Double.toString(nearest)).compareTo(number) == 0;
    }

    static Refusal tooLargeAnExponent() {
        return Refusal.badRequest("A number's exponent may be %d at most.".formatted(LARGEST_SCALE));
    }

    private static Value finite(boolean finite, String text) {
        if (!finite) {
            throw Refusal.badRequest("NaN and infinite numbers cannot be expressed; use null or a text.");
        }
        return new Value.Decimal(new BigDecimal(text));
    }

    private static Value large(BigDecimal number) {
        if (number.unscaledValue().bitLength() > MOST_DIGITS * BITS_PER_DIGIT || number.precision() > MOST_DIGITS) {
            throw tooLong();
        }
        return new Value.Decimal(number);
    }

    private static Refusal tooLong() {
        return Refusal.badRequest("A number may have %d digits at most.".formatted(MOST_DIGITS));
    }
}
