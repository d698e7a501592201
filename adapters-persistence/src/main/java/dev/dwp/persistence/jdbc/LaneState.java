package dev.dwp.persistence.jdbc;

import dev.dwp.domain.job.TenantQueue;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What stands in a lane as a claim begins. For the writer's thread. */
final class LaneState {
    private final TenantQueue lane;
    private final long turn;
    private final Map<String, Long> due = new HashMap<>();
    private long running;

    LaneState(TenantQueue lane, long turn) {
        this.lane = lane;
        this.turn = turn;
    }

    TenantQueue lane() {
        return lane;
    }

    /** When it had its last turn, or began to wait for the first. */
    long turn() {
        return turn;
    }

    long running() {
        return running;
    }

    void addRunning(long change) {
        running += change;
    }

    void addDue(String name, long change) {
        due.merge(name, change, Long::sum);
    }

    /** The names among these of which jobs are due. */
    Set<String> dueNames(Set<String> among) {
        Set<String> names = new HashSet<>();
        due.forEach((name, count) -> {
            if (count > 0 && among.contains(name)) {
                names.add(name);
            }
        });
        return names;
    }

    /** How many jobs of these names are due. */
    long due(Set<String> names) {
        return due.entrySet().stream()
                .filter(entry -> names.contains(entry.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
