package dev.dwp.engine.workflow.model;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;

/** Made-up workflows. */
final class Plans {
    private Plans() {}

    static Arbitrary<Node> plans() {
        return seq(3).map(node -> new Naming().named(node));
    }

    private static Arbitrary<Node> seq(int depth) {
        return node(depth).list().ofMinSize(1).ofMaxSize(4).map(Node.Seq::new);
    }

    private static Arbitrary<Node> node(int depth) {
        if (depth == 0) {
            return leaf();
        }
        Arbitrary<Node> below = Arbitraries.lazy(() -> seq(depth - 1));
        return Arbitraries.frequencyOf(List.of(
                weighted(6, leaf()),
                weighted(1, attempt(below)),
                weighted(1, child(below)),
                weighted(2, parallel(below))));
    }

    private static Arbitrary<Node> leaf() {
        Arbitrary<Node> sleep = Arbitraries.integers().between(0, 3).map(minutes -> new Node.Sleep("", minutes));
        Arbitrary<Node> wait = Arbitraries.of(true, false).map(comes -> new Node.Wait("", comes));
        Arbitrary<Node> undo = Arbitraries.of(true, false, false).map(fails -> new Node.Undo("", fails));
        Arbitrary<Node> fail = Arbitraries.just(new Node.Fail(""));
        return Arbitraries.frequencyOf(List.of(
                weighted(6, step()), weighted(2, sleep), weighted(2, wait), weighted(3, undo), weighted(1, fail)));
    }

    private static Arbitrary<Node> step() {
        Arbitrary<Integer> failures = Arbitraries.of(0, 0, 0, 0, 0, 1, 1, 2);
        return Combinators.combine(failures, Arbitraries.integers().between(0, 2))
                .as((count, retries) -> new Node.Step("", count, retries));
    }

    private static Arbitrary<Node> attempt(Arbitrary<Node> below) {
        return below.map(Node.Attempt::new);
    }

    private static Arbitrary<Node> child(Arbitrary<Node> below) {
        return Combinators.combine(below, Arbitraries.of(true, true, false))
                .as((body, awaited) -> new Node.Child("", body, awaited));
    }

    private static Arbitrary<Node> parallel(Arbitrary<Node> below) {
        return below.list().ofMinSize(1).ofMaxSize(3).map(branches -> new Node.Parallel("", branches));
    }

    private static Tuple2<Integer, Arbitrary<Node>> weighted(int weight, Arbitrary<Node> arbitrary) {
        return Tuple.of(weight, arbitrary);
    }

    /** Gives names, and lets at most one branch of each parallel fail. */
    private static final class Naming {
        private int count;

        private Node named(Node node) {
            String name = "n" + count++;
            return switch (node) {
                case Node.Step step -> new Node.Step(name, step.failures(), step.retries());
                case Node.Sleep sleep -> new Node.Sleep(name, sleep.minutes());
                case Node.Wait wait -> new Node.Wait(name, wait.comes());
                case Node.Child child -> new Node.Child(name, named(child.body()), child.awaited());
                case Node.Parallel parallel -> new Node.Parallel(name, oneFails(all(parallel.branches())));
                case Node.Undo undo -> new Node.Undo(name, undo.fails());
                case Node.Attempt attempt -> new Node.Attempt(named(attempt.body()));
                case Node.Fail fail -> new Node.Fail(name);
                case Node.Seq seq -> new Node.Seq(all(seq.nodes()));
            };
        }

        private List<Node> all(List<Node> nodes) {
            return nodes.stream().map(this::named).toList();
        }

        private static List<Node> oneFails(List<Node> branches) {
            List<Node> tamed = new ArrayList<>();
            boolean failed = false;
            for (Node branch : branches) {
                boolean fails = Outcome.of(branch) instanceof Outcome.Failure;
                tamed.add(fails && failed ? new Node.Attempt(branch) : branch);
                failed |= fails;
            }
            return tamed;
        }
    }
}
