package dev.dwp.persistence.contract;

import dev.dwp.application.port.out.Store;
import dev.dwp.persistence.contract.StorePair.Act;
import dev.dwp.persistence.contract.StorePair.Kind;
import dev.dwp.persistence.contract.StorePair.Pick;
import dev.dwp.persistence.memory.MemoryStore;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;

/** A store in a database accepts and refuses the sets that the one in memory does, and holds the same afterwards. */
public abstract class ChangesetProperties {
    private static final int TRIES = 60;

    /** After so many acts everything is compared; that takes many reads. */
    private static final int STRETCH = 10;

    /** An empty store that nobody else uses. */
    protected abstract Store open();

    @Property(tries = TRIES, shrinking = ShrinkingMode.BOUNDED)
    @Label("Stores in memory and in a database agree on any sets of changes, whatever they name twice or out of date")
    protected void agreesWithTheStoreInMemory(@ForAll("acts") List<Act> acts) {
        try (Store memory = new MemoryStore();
                Store store = open()) {
            StorePair pair = new StorePair(memory, store);
            for (int i = 0; i < acts.size(); i++) {
                acts.get(i).on(pair);
                if (i % STRETCH == 0) {
                    pair.compare();
                }
            }
            pair.compare();
            pair.compareKeptSignals();
        }
    }

    @Provide
    Arbitrary<List<Act>> acts() {
        Arbitrary<Act> act = Arbitraries.frequencyOf(
                Tuple.of(12, sets()),
                Tuple.of(2, Arbitraries.of(1, 40, 2_000, 90_000_000).map(ChangesetProperties::pass)),
                Tuple.of(1, Arbitraries.of(1, 2).map(ChangesetProperties::renew)),
                Tuple.of(2, Arbitraries.of(1, 2).map(ChangesetProperties::claim)));
        return act.list().ofMinSize(1).ofMaxSize(120).withSizeDistribution(RandomDistribution.uniform());
    }

    /** Sets about one thing, of few changes, so that many are accepted; and some about everything. */
    private static Arbitrary<Act> sets() {
        return Arbitraries.frequencyOf(
                Tuple.of(5, sets(Kind.OF_JOBS, 4)),
                Tuple.of(5, sets(Kind.OF_RUNS, 4)),
                Tuple.of(4, sets(Kind.OF_SIGNALS, 3)),
                Tuple.of(2, sets(Kind.OF_CRONS, 2)),
                Tuple.of(1, sets(List.of(Kind.values()), 6)));
    }

    private static Arbitrary<Act> sets(List<Kind> kinds, int most) {
        Arbitrary<Integer> versions = Arbitraries.frequency(
                        Tuple.of(8, 0), Tuple.of(2, 1), Tuple.of(1, 2), Tuple.of(1, 7))
                .withoutEdgeCases();
        return Combinators.combine(Arbitraries.of(kinds).withoutEdgeCases(), versions)
                .as(Pick::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(most)
                .withSizeDistribution(RandomDistribution.uniform())
                .map(picks -> named("commit " + picks, pair -> pair.commit(picks)));
    }

    private static Act pass(int millis) {
        return named(millis + " ms pass", pair -> pair.pass(Duration.ofMillis(millis)));
    }

    private static Act renew(int worker) {
        return named("worker " + worker + " renews", pair -> pair.renew(worker));
    }

    private static Act claim(int worker) {
        return named("worker " + worker + " claims", pair -> pair.claim(worker));
    }

    private static Act named(String name, Act act) {
        return new Act() {
            @Override
            public void on(StorePair pair) {
                act.on(pair);
            }

            @Override
            public String toString() {
                return name;
            }
        };
    }
}
