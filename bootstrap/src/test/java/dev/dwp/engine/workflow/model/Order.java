package dev.dwp.engine.workflow.model;

import java.util.ArrayList;
import java.util.List;

/** Which compensations come before which others in a workflow's code, within one run. */
final class Order {
    private final List<Pair> pairs = new ArrayList<>();

    /**
     * The first is registered before the second.
     *
     * @param certain whether it is registered at all where the second is: not when a failure before it may have been caught
     */
    record Pair(String first, String second, boolean certain) {}

    private record Name(String text, boolean certain) {}

    private Order() {}

    static List<Pair> of(Node node) {
        Order order = new Order();
        order.names(node, true);
        return order.pairs;
    }

    private List<Name> names(Node node, boolean certain) {
        return switch (node) {
            case Node.Undo undo -> List.of(new Name(undo.name(), certain));
            case Node.Attempt attempt -> names(attempt.body(), false);
            case Node.Seq seq -> sequence(seq.nodes(), certain);
            case Node.Parallel parallel ->
                parallel.branches().stream()
                        .flatMap(branch -> names(branch, certain).stream())
                        .toList();
            case Node.Step step -> List.of();
            case Node.Sleep sleep -> List.of();
            case Node.Wait wait -> List.of();
            case Node.Child child -> List.of();
            case Node.Fail fail -> List.of();
        };
    }

    private List<Name> sequence(List<Node> nodes, boolean certain) {
        List<Name> before = new ArrayList<>();
        for (Node node : nodes) {
            List<Name> names = names(node, certain);
            for (Name first : before) {
                names.forEach(second -> pairs.add(new Pair(first.text(), second.text(), first.certain())));
            }
            before.addAll(names);
        }
        return before;
    }
}
