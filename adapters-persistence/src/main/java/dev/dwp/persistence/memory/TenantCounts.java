package dev.dwp.persistence.memory;

import dev.dwp.domain.session.Tenant;
import java.util.HashMap;
import java.util.Map;

/** Counts by tenant and by something else; guarded by the store's lock. */
final class TenantCounts<K> {
    private final Map<Tenant, Map<K, Long>> counts = new HashMap<>();

    void add(Tenant tenant, K key, long change) {
        Map<K, Long> own = counts.computeIfAbsent(tenant, absent -> new HashMap<>());
        own.merge(key, change, (before, more) -> before + more == 0 ? null : before + more);
        if (own.isEmpty()) {
            counts.remove(tenant);
        }
    }

    /** The counts of all tenants that a view sees. */
    Map<K, Long> sum(Tenant view) {
        Map<K, Long> sum = new HashMap<>();
        counts.forEach((tenant, own) -> {
            if (view.sees(tenant)) {
                own.forEach((key, count) -> sum.merge(key, count, Long::sum));
            }
        });
        return sum;
    }
}
