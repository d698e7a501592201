package dev.dwp.persistence.jdbc;

import dev.dwp.domain.job.QueueName;
import dev.dwp.domain.job.TenantQueue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/** Whose turn it is in a claim: fewest running first, and among equals whose last turn is longest ago. */
final class Turns {
    private static final Comparator<Turn> ORDER = Comparator.comparingLong(Turn::running)
            .thenComparingLong(Turn::last)
            .thenComparing(turn -> turn.lane().queue().text())
            .thenComparing(turn -> Tenants.app(turn.lane().tenant()))
            .thenComparing(turn -> Tenants.org(turn.lane().tenant()));

    private final PriorityQueue<Turn> turns = new PriorityQueue<>(ORDER);
    private final Map<TenantQueue, Long> supply = new HashMap<>();
    private final Map<QueueName, Integer> room = new HashMap<>();

    private record Turn(TenantQueue lane, long running, long last) {}

    /** A lane takes part that has so many due jobs. */
    void add(LaneState lane, long due) {
        if (due > 0) {
            turns.add(new Turn(lane.lane(), lane.running(), lane.turn()));
            supply.put(lane.lane(), due);
        }
    }

    /** So many jobs of a queue may start. */
    void limit(QueueName queue, int left) {
        room.put(queue, left);
    }

    /** The lanes in the order in which a job is taken from each, as often as one is taken. */
    List<TenantQueue> take(int limit) {
        List<TenantQueue> order = new ArrayList<>();
        while (order.size() < limit && !turns.isEmpty()) {
            Turn turn = turns.remove();
            TenantQueue lane = turn.lane();
            if (room.merge(lane.queue(), -1, Integer::sum) >= 0) {
                order.add(lane);
                if (supply.merge(lane, -1L, Long::sum) > 0) {
                    turns.add(new Turn(lane, turn.running() + 1, Long.MAX_VALUE - limit + order.size()));
                }
            }
        }
        return order;
    }
}
