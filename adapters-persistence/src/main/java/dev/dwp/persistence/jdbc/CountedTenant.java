package dev.dwp.persistence.jdbc;

import dev.dwp.domain.job.FairKey;
import dev.dwp.domain.job.TenantQueue;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The jobs of one tenant in one queue that run or may be claimed, as counted. For the writer's thread. */
final class CountedTenant {
    private final TenantQueue queue;
    private final long lastTurn;
    private final Map<String, Long> dueByName = new HashMap<>();
    private long running;
    private @Nullable Long corrected;

    CountedTenant(TenantQueue queue, long lastTurn) {
        this.queue = queue;
        this.lastTurn = lastTurn;
    }

    TenantQueue queue() {
        return queue;
    }

    long running() {
        return running;
    }

    void addRunning(long change) {
        running += change;
    }

    void addDue(String name, long change) {
        dueByName.merge(name, change, Long::sum);
    }

    /** Its wanted jobs are fewer than were counted. */
    void correct(long due) {
        corrected = due;
    }

    FairKey turn() {
        return new FairKey(running, lastTurn, queue);
    }

    /** Counts its due jobs of these names. */
    long due(Set<String> names) {
        if (corrected != null) {
            return corrected;
        }
        long due = 0;
        for (Map.Entry<String, Long> counted : dueByName.entrySet()) {
            if (names.contains(counted.getKey())) {
                due += counted.getValue();
            }
        }
        return due;
    }

    /** The names among these of which jobs are due. */
    Set<String> dueNames(Set<String> among) {
        Set<String> names = new HashSet<>();
        dueByName.forEach((name, due) -> {
            if (due > 0 && among.contains(name)) {
                names.add(name);
            }
        });
        return names;
    }
}
