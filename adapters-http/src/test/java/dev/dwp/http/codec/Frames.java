package dev.dwp.http.codec;

import dev.dwp.domain.frame.ErrorBody;
import dev.dwp.domain.frame.Frame;
import dev.dwp.domain.frame.Value;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Arbitrary frames of every kind, with any of their optional fields. A field that is null is an absent one. */
final class Frames {
    private Frames() {}

    static Arbitrary<Frame> of(Arbitrary<Value> values) {
        Arbitrary<Value> ts =
                values.filter(value -> !(value instanceof Value.Null)).injectNull(0.3);
        return Arbitraries.oneOf(
                requests(ts),
                Combinators.combine(text(), text(), credits(), ts).as(Frame.CreditGrant::new),
                Combinators.combine(
                                text(), text(), values, Values.texts().list().ofMaxSize(2), ts)
                        .as(Frame.Response::new),
                Combinators.combine(text(), text(), errors(), text(), ts).as(Frame.Failure::new),
                Combinators.combine(text(), Values.texts(), values, ts).as(Frame.Event::new),
                Combinators.combine(text(), ts).as(Frame.Ping::new),
                Combinators.combine(text(), text(), ts).as(Frame.Pong::new));
    }

    private static Arbitrary<Frame> requests(Arbitrary<Value> maybe) {
        return Combinators.combine(text(), Values.texts(), maybe, contexts(), maybe)
                .as(Frame.Request::new);
    }

    private static Arbitrary<Frame.Context> contexts() {
        return Combinators.combine(text(), text(), text(), text(), credits().injectNull(0.5), traces())
                .as(Frame.Context::new);
    }

    private static Arbitrary<String> traces() {
        return Arbitraries.longs()
                .filter(id -> id != 0)
                .map("00-7b0000000000000000000000000000ff-%016x-01"::formatted)
                .injectNull(0.3);
    }

    private static Arbitrary<ErrorBody> errors() {
        return Combinators.combine(Arbitraries.integers(), Values.texts(), text())
                .as(ErrorBody::new);
    }

    private static Arbitrary<Long> credits() {
        return Arbitraries.longs().between(1, Long.MAX_VALUE);
    }

    private static Arbitrary<String> text() {
        return Values.texts().injectNull(0.3);
    }
}
