package dev.dwp.domain.workflow;

import dev.dwp.domain.session.Tenant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Counts a tenant's runs for the turns that tenants take (PROTOCOL §6).
 *
 * @param held how many are taken up
 * @param due how many wait for a place, beside those that were cancelled
 */
public record TenantRuns(Tenant tenant, long held, long due) {
    /** Those of all tenants that are counted; none where that is one tenant alone, as it takes turns with nobody. */
    public static List<TenantRuns> of(Map<Tenant, Long> held, Map<Tenant, Long> due) {
        Set<Tenant> tenants = new HashSet<>(held.keySet());
        tenants.addAll(due.keySet());
        return tenants.size() < 2
                ? List.of()
                : tenants.stream()
                        .map(tenant ->
                                new TenantRuns(tenant, held.getOrDefault(tenant, 0L), due.getOrDefault(tenant, 0L)))
                        .toList();
    }
}
