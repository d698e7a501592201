package dev.dwp.domain.job;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Orders tenant queues by whose turn it is: the one with the fewest running jobs first, and among equals the one whose last
 * turn is longest ago.
 *
 * @param running how many of its jobs run
 * @param lastTurn a number that grows with each turn of any tenant queue; for one that had none yet, of the time since when
 *     it has waited for its first
 */
public record FairKey(long running, long lastTurn, TenantQueue queue) implements Comparable<FairKey> {
    private static final Comparator<FairKey> ORDER = Comparator.comparingLong(FairKey::running)
            .thenComparingLong(FairKey::lastTurn)
            .thenComparing(key -> key.queue().queue().text())
            .thenComparing(key -> orEmpty(key.queue().tenant().appId()))
            .thenComparing(key -> orEmpty(key.queue().tenant().orgId()));

    private static String orEmpty(@Nullable String id) {
        return id == null ? "" : id;
    }

    @Override
    public int compareTo(FairKey other) {
        return ORDER.compare(this, other);
    }
}
