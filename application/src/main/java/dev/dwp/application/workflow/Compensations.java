package dev.dwp.application.workflow;

import dev.dwp.application.handler.StepOptions;
import dev.dwp.application.handler.Workflow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What undoes a run's work. The order must be the same in each pass of the code, though branches side by side register in
 * whatever order they come: so it follows where each registration stands in the timeline, not when it was made. Thread-safe;
 * bounded by how many names a run has asked for.
 */
final class Compensations {
    private static final Comparator<Registered> ORDER = Comparator.comparingLong(Registered::position)
            .thenComparing(Registered::path, Compensations::compare)
            .thenComparingInt(Registered::number);

    private final Queue<Registered> all = new ConcurrentLinkedQueue<>();

    /**
     * One of them.
     *
     * @param position after which entry of the timeline it was registered
     * @param path on which branch
     * @param number which of that branch's registrations it is
     */
    record Registered(
            long position, List<Integer> path, int number, String name, StepOptions options, Workflow.Action undo) {}

    void register(Strand strand, String name, StepOptions options, Workflow.Action undo) {
        all.add(new Registered(strand.position(), strand.path(), strand.nextRegistration(), name, options, undo));
    }

    boolean none() {
        return all.isEmpty();
    }

    /** The last one first. */
    List<Registered> lastFirst() {
        List<Registered> sorted = new ArrayList<>(all);
        sorted.sort(ORDER.reversed());
        return sorted;
    }

    private static int compare(List<Integer> one, List<Integer> other) {
        for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
            int order = one.get(i).compareTo(other.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(one.size(), other.size());
    }
}
