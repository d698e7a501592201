package dev.dwp.persistence.memory;

import dev.dwp.domain.job.QueueName;
import dev.dwp.domain.session.Tenant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * When each lane was served last, as a running number, so that tenants take turns. Remembers the lanes served latest; one
 * that was forgotten counts as never served. Guarded by the store's lock.
 */
final class Turns {
    private static final int REMEMBERED = 10_000;

    private final LinkedHashMap<Lane, Long> served = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Lane, Long> eldest) {
            return size() > REMEMBERED;
        }
    };
    private long turn;

    /** The jobs of one tenant in one queue. */
    record Lane(QueueName queue, Tenant tenant) {}

    long lastOf(Lane lane) {
        return served.getOrDefault(lane, 0L);
    }

    void serve(Lane lane) {
        served.put(lane, ++turn);
    }
}
