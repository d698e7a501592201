package dev.dwp.application.cron.schedule;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * One field of a made-up expression: its text, and the values that it allows, worked out without any library.
 *
 * @param star whether it restricts nothing, and says so: a star, alone or with a step of one
 */
record Field(String text, SortedSet<Integer> values, boolean star) {

    static Arbitrary<Field> star(int from, int to) {
        return Arbitraries.just(new Field("*", span(from, to, 1), true));
    }

    static Arbitrary<Field> any(int from, int to) {
        Arbitrary<Field> list = part(from, to).list().ofMinSize(1).ofMaxSize(3).map(Field::joined);
        return Arbitraries.frequencyOf(Tuple.of(2, star(from, to)), Tuple.of(3, list));
    }

    private static Arbitrary<Field> part(int from, int to) {
        Arbitrary<Integer> value = Arbitraries.integers().between(from, to);
        Arbitrary<Integer> step = Arbitraries.integers().between(1, to - 1);
        Arbitrary<Field> range = Combinators.combine(
                        value, value, Arbitraries.integers().between(1, 5))
                .as((a, b, every) -> range(Math.min(a, b), Math.max(a, b), every));
        return Arbitraries.oneOf(
                value.map(v -> new Field("" + v, span(v, v, 1), false)),
                range,
                step.map(every -> new Field("*/" + every, span(from, to, every), every == 1)));
    }

    private static Field range(int from, int to, int every) {
        return new Field(from + "-" + to + (every == 1 ? "" : "/" + every), span(from, to, every), false);
    }

    private static SortedSet<Integer> span(int from, int to, int every) {
        return IntStream.rangeClosed(from, to)
                .filter(value -> (value - from) % every == 0)
                .boxed()
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Field joined(List<Field> parts) {
        SortedSet<Integer> all = new TreeSet<>();
        parts.forEach(part -> all.addAll(part.values()));
        return new Field(
                parts.stream().map(Field::text).collect(Collectors.joining(",")),
                all,
                parts.size() == 1 && parts.get(0).star());
    }
}
