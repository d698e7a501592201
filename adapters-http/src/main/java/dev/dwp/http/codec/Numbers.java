package dev.dwp.http.codec;

import dev.dwp.domain.frame.Refusal;
import dev.dwp.domain.frame.Value;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Bounds on numbers, so that none costs more than its digits (PROTOCOL §2: exact to 64 bits, beyond without loss). */
final class Numbers {
    static final int MOST_CHARS = 1000;
    private static final int LARGEST_SCALE = 10_000;
    private static final int LONG_BITS = 63;

    private Numbers() {}

    static Value of(BigInteger number) {
        return number.bitLength() <= LONG_BITS
                ? new Value.Int(number.longValue())
                : new Value.Decimal(new BigDecimal(number));
    }

    static Value of(BigDecimal number) {
        if (Math.abs((long) number.scale()) > LARGEST_SCALE) {
            throw Refusal.badRequest("A number's exponent may be %d at most.".formatted(LARGEST_SCALE));
        }
        return new Value.Decimal(number);
    }

    /** The shortest decimal that means this number. */
    static Value of(double number) {
        if (!Double.isFinite(number)) {
            throw Refusal.badRequest("NaN and infinite numbers cannot be expressed; send null or a text.");
        }
        return new Value.Decimal(new BigDecimal(Double.toString(number)));
    }

    /** Whether a float64 holds this number: its shortest decimal means the same. */
    static boolean isDouble(BigDecimal number) {
        double nearest = number.doubleValue();
        return Double.isFinite(nearest) && new BigDecimal(Double.toString(nearest)).compareTo(number) == 0;
    }
}
