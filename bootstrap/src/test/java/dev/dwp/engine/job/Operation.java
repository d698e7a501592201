package dev.dwp.engine.job;

import java.time.Duration;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Something that can be done to an engine, or happen to it. Numbers that name a job count modulo how many there are. */
sealed interface Operation {
    /** A client asks for a job; key 0 is none. */
    record Enqueue(Choice choice, int delay, int retries, int timeout, int key, int payload) implements Operation {}

    /** Whose it is, where it goes and how urgent it is. */
    record Choice(int tenant, int queue, int priority) {}

    /** The worker takes its turns. */
    record Turn() implements Operation {}

    /** A handler returns. */
    record Complete(int job) implements Operation {}

    /** A handler throws. */
    record Fail(int job, boolean permanent) implements Operation {}

    /** A handler whose job was cancelled returns before it is interrupted. */
    record Late(int job) implements Operation {}

    /** A handler tells how far it is. */
    record Tell(int job, int percent) implements Operation {}

    /** A client cancels. */
    record Cancel(int job) implements Operation {}

    /** A client replays. */
    record Replay(int job) implements Operation {}

    /** A client purges. */
    record Purge(int job) implements Operation {}

    /** Someone pauses a queue, or resumes it. */
    record Pause(int queue, boolean paused) implements Operation {}

    /** Time passes. */
    record Advance(Duration time) implements Operation {}

    /** The worker dies, and another comes up. */
    record Crash() implements Operation {}

    /** The worker stops in good order, and another comes up. */
    record Restart() implements Operation {}

    /** Any of them; the common ones more often. */
    static Arbitrary<Operation> any() {
        Arbitrary<Integer> job = Arbitraries.integers().between(0, 30);
        return Arbitraries.frequencyOf(
                Tuple.of(8, enqueue()),
                Tuple.of(8, Arbitraries.create(Turn::new)),
                Tuple.of(4, job.map(Complete::new)),
                Tuple.of(
                        4,
                        Combinators.combine(job, Arbitraries.of(true, false, false))
                                .as(Fail::new)),
                Tuple.of(1, job.map(Late::new)),
                Tuple.of(
                        2,
                        Combinators.combine(job, Arbitraries.integers().between(0, 100))
                                .as(Tell::new)),
                Tuple.of(3, job.map(Cancel::new)),
                Tuple.of(2, job.map(Replay::new)),
                Tuple.of(1, job.map(Purge::new)),
                Tuple.of(
                        2,
                        Combinators.combine(Arbitraries.integers().between(0, 1), Arbitraries.of(true, false))
                                .as(Pause::new)),
                Tuple.of(
                        6,
                        Arbitraries.of(1, 500, 1000, 2500, 10_000, 31_000, 90_000_000)
                                .map(millis -> new Advance(Duration.ofMillis(millis)))),
                Tuple.of(1, Arbitraries.create(Crash::new)),
                Tuple.of(1, Arbitraries.create(Restart::new)));
    }

    private static Arbitrary<Operation> enqueue() {
        Arbitrary<Integer> two = Arbitraries.integers().between(0, 1);
        Arbitrary<Integer> three = Arbitraries.integers().between(0, 2);
        Arbitrary<Choice> choice = Combinators.combine(two, two, three).as(Choice::new);
        return Combinators.combine(choice, Arbitraries.of(0, 0, 1, 3), three, Arbitraries.of(1, 2, 60), three, two)
                .as(Enqueue::new);
    }
}
