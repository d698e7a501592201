package dev.dwp.http.codec;

import dev.dwp.domain.frame.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;

/** Arbitrary values, each in its one form: whole numbers of 64 bits are integers, and nothing else is. */
final class Values {
    private static final int MOST_MEMBERS = 4;

    private Values() {}

    /** Anything that JSON can express. */
    static Arbitrary<Value> any() {
        return tree(scalars(decimals()));
    }

    /** Anything that msgpack can express too: no integers past 64 bits, no decimals but float64's. */
    static Arbitrary<Value> packable() {
        return tree(scalars(floats()));
    }

    /** Any Unicode: astral, control and plain characters. */
    static Arbitrary<String> texts() {
        Arbitrary<Integer> points = Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.integers().between('a', 'z')),
                Tuple.of(3, Arbitraries.integers().between(0, 0x7F)),
                Tuple.of(2, Arbitraries.integers().between(0x80, Character.MIN_SURROGATE - 1)),
                Tuple.of(1, Arbitraries.integers().between(Character.MAX_SURROGATE + 1, 0xFFFF)),
                Tuple.of(2, Arbitraries.integers().between(0x10000, Character.MAX_CODE_POINT)));
        return points.list().ofMaxSize(12).map(list -> {
            StringBuilder text = new StringBuilder();
            list.forEach(text::appendCodePoint);
            return text.toString();
        });
    }

    private static Arbitrary<Value> scalars(Arbitrary<BigDecimal> decimals) {
        return Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.just(Value.NULL)),
                Tuple.of(1, Arbitraries.of(Value.of(true), Value.of(false))),
                Tuple.of(3, Arbitraries.longs().map(Value::of)),
                Tuple.of(3, texts().map(Value::of)),
                Tuple.of(3, decimals.map(Value.Decimal::new)));
    }

    private static Arbitrary<BigDecimal> decimals() {
        Arbitrary<BigDecimal> any = Arbitraries.bigIntegers()
                .between(BigInteger.ONE.shiftLeft(200).negate(), BigInteger.ONE.shiftLeft(200))
                .flatMap(digits ->
                        Arbitraries.integers().between(-10_000, 10_000).map(scale -> new BigDecimal(digits, scale)));
        return Arbitraries.oneOf(any, floats()).filter(Values::isNoInteger);
    }

    private static boolean isNoInteger(BigDecimal number) {
        return number.scale() != 0 || number.unscaledValue().bitLength() > 63;
    }

    private static Arbitrary<BigDecimal> floats() {
        Arbitrary<BigDecimal> unsigned = Arbitraries.bigIntegers()
                .between(
                        BigInteger.ONE.shiftLeft(63),
                        BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE))
                .map(BigDecimal::new);
        Arbitrary<BigDecimal> doubles = Arbitraries.longs()
                .map(Double::longBitsToDouble)
                .filter(Double::isFinite)
                .map(Values::shortest);
        return Arbitraries.oneOf(doubles, Arbitraries.doubles().map(Values::shortest), unsigned)
                .filter(Values::isNoInteger);
    }

    private static BigDecimal shortest(double number) {
        return new BigDecimal(Double.toString(number));
    }

    private static Arbitrary<Value> tree(Arbitrary<Value> scalars) {
        Arbitrary<Value> one = nest(scalars, scalars);
        return Arbitraries.oneOf(scalars, one, nest(one, scalars), nest(nest(one, scalars), scalars));
    }

    private static Arbitrary<Value> nest(Arbitrary<Value> inner, Arbitrary<Value> scalars) {
        Arbitrary<Value> either = Arbitraries.oneOf(inner, scalars);
        Arbitrary<Value> arrays = either.list().ofMaxSize(MOST_MEMBERS).map(Value.Array::new);
        Arbitrary<Value> structs =
                Arbitraries.maps(texts(), either).ofMaxSize(MOST_MEMBERS).map(Value.Struct::new);
        return Arbitraries.oneOf(arrays, structs);
    }
}
