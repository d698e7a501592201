package dev.dwp.domain.workflow;

import dev.dwp.domain.session.Tenant;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;

/**
 * Picks the runs to take up from those that are due: of the tenant of which the fewest are taken up already, among equals of
 * the one whose last turn was earliest, and then of the one whose first has waited longest (PROTOCOL §6). Within a tenant
 * the earliest goes first.
 */
public final class RunTurns {
    private static final Comparator<WorkflowRun> WAKE_ORDER = Comparator.<WorkflowRun, Instant>comparing(
                    run -> Objects.requireNonNull(run.wakeAt()))
            .thenComparing(run -> run.id().text());
    private static final Comparator<Turn> ORDER = Comparator.comparingLong(Turn::held)
            .thenComparingLong(Turn::last)
            .thenComparing(turn -> turn.due().getFirst(), WAKE_ORDER);

    private RunTurns() {}

    private record Turn(long held, long last, Deque<WorkflowRun> due) {}

    /**
     * In the order in which they are to be taken up.
     *
     * @param due unclaimed runs, each with an instant to wake
     * @param held how many runs of each tenant are taken up
     * @param last the number of each tenant's last turn; of those that had none it is before all others
     * @param limit at most so many
     */
    public static List<WorkflowRun> pick(
            Collection<WorkflowRun> due, Map<Tenant, Long> held, Map<Tenant, Long> last, int limit) {
        Map<Tenant, Deque<WorkflowRun>> byTenant = new HashMap<>();
        due.stream()
                .sorted(WAKE_ORDER)
                .forEach(run -> byTenant.computeIfAbsent(run.spec().tenant(), absent -> new ArrayDeque<>())
                        .add(run));
        PriorityQueue<Turn> turns = new PriorityQueue<>(ORDER);
        byTenant.forEach((tenant, runs) ->
                turns.add(new Turn(held.getOrDefault(tenant, 0L), last.getOrDefault(tenant, Long.MIN_VALUE), runs)));
        List<WorkflowRun> picked = new ArrayList<>();
        while (picked.size() < limit && !turns.isEmpty()) {
            Turn turn = turns.remove();
            picked.add(turn.due().removeFirst());
            if (!turn.due().isEmpty()) {
                turns.add(new Turn(turn.held() + 1, turn.last(), turn.due()));
            }
        }
        return picked;
    }
}
