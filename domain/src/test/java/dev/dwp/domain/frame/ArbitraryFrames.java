package dev.dwp.domain.frame;

import java.math.BigDecimal;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.arbitraries.StringArbitrary;

/** Values and frames of every kind and shape. */
final class ArbitraryFrames {
    private ArbitraryFrames() {}

    static Arbitrary<Value> values() {
        return values(3);
    }

    private static Arbitrary<Value> values(int depth) {
        if (depth == 0) {
            return leaves();
        }
        Arbitrary<Value> inner = values(depth - 1);
        return Arbitraries.oneOf(
                leaves(),
                inner.list().ofMaxSize(3).map(Value.Array::new),
                Arbitraries.maps(texts(5), inner).ofMaxSize(3).map(Value.Struct::new));
    }

    static Arbitrary<Frame> frames() {
        Arbitrary<Value> data = values();
        Arbitrary<Value> sent = data.filter(value -> !value.equals(Value.NULL)).injectNull(0.3);
        Arbitrary<Value> ts = sent;
        return Arbitraries.oneOf(
                Combinators.combine(id(), texts(20), sent, contexts(), ts).as(Frame.Request::new),
                Combinators.combine(id(), optional(20), credits(), ts).as(Frame.CreditGrant::new),
                Combinators.combine(id(), id(), data, texts(20).list().ofMaxSize(2), ts)
                        .as(Frame.Response::new),
                Combinators.combine(id(), id(), errors(), optional(20), ts).as(Frame.Failure::new),
                Combinators.combine(id(), texts(20), data, ts).as(Frame.Event::new),
                Combinators.combine(id(), ts).as(Frame.Ping::new),
                Combinators.combine(id(), id(), ts).as(Frame.Pong::new));
    }

    private static Arbitrary<Value> leaves() {
        return Arbitraries.oneOf(
                Arbitraries.just(Value.NULL),
                Arbitraries.of(true, false).map(Value::of),
                Arbitraries.longs().map(Value::of),
                Arbitraries.bigDecimals().map(Value.Decimal::new),
                Arbitraries.of(new BigDecimal("18446744073709551616"), new BigDecimal("1e400"))
                        .map(Value.Decimal::new),
                texts(10).map(Value::of));
    }

    private static Arbitrary<Frame.Context> contexts() {
        return Combinators.combine(
                        optional(20),
                        optional(20),
                        optional(20),
                        optional(20),
                        credits().injectNull(0.5),
                        traces().injectNull(0.3))
                .as(Frame.Context::new);
    }

    private static Arbitrary<String> traces() {
        return Combinators.combine(hex(32), hex(16), hex(2)).as("00-%s-%s-%s"::formatted);
    }

    private static Arbitrary<String> hex(int digits) {
        return Arbitraries.strings()
                .withChars("0123456789abcdef")
                .ofLength(digits)
                .filter(text -> digits == 2 || !text.matches("0*"));
    }

    private static Arbitrary<ErrorBody> errors() {
        return Combinators.combine(Arbitraries.integers(), texts(20), optional(20))
                .as(ErrorBody::new);
    }

    private static Arbitrary<Long> credits() {
        return Arbitraries.longs().greaterOrEqual(1);
    }

    private static Arbitrary<String> id() {
        return optional(128);
    }

    private static Arbitrary<String> optional(int longest) {
        return texts(longest).injectNull(0.3);
    }

    private static StringArbitrary texts(int longest) {
        return Arbitraries.strings().ofMaxLength(longest);
    }
}
