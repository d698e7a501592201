package dev.dwp.persistence.jdbc;

import dev.dwp.domain.session.Tenant;
import dev.dwp.domain.workflow.TenantRuns;
import dev.dwp.domain.workflow.WorkflowVersion;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds whose turn it may be for the places of workflows. */
final class RunsOfTenants {
    private RunsOfTenants() {}

    /** A tenant with unfinished runs of a name. */
    record TenantOfName(Tenant tenant, String name) {}

    static List<TenantOfName> ofNames(Session session, Collection<WorkflowVersion> known) throws SQLException {
        List<@Nullable Object[]> names = known.stream()
                .map(WorkflowVersion::name)
                .distinct()
                .map(name -> Rows.of(name))
                .toList();
        return session.listAll(RunSql.TENANTS, row -> new TenantOfName(row.tenant(), row.text("name")), names);
    }

    /** The parameters of {@link RunSql#FIRST_DUE_OF_TENANT} and {@link RunSql#DUE_OF_TENANT}. */
    static List<@Nullable Object[]> wanted(
            List<TenantOfName> tenants, Collection<WorkflowVersion> known, int limit, Instant now) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (TenantOfName tenant : tenants) {
            known.stream()
                    .filter(version -> version.name().equals(tenant.name()))
                    .forEach(version -> rows.add(Rows.of(
                            Tenants.app(tenant.tenant()),
                            Tenants.org(tenant.tenant()),
                            version.name(),
                            (long) version.version(),
                            Micros.of(now),
                            (long) limit)));
        }
        return rows;
    }

    static Map<Tenant, Long> held(Session session) throws SQLException {
        return sum(session.list(RunSql.CLAIMED, RunsOfTenants::count));
    }

    /** Where only one tenant has unfinished runs, that is all that is asked. */
    static List<TenantRuns> count(Session session, Set<WorkflowVersion> known, int atMost, Instant now)
            throws SQLException {
        List<TenantOfName> tenants = ofNames(session, known);
        if (tenants.stream().map(TenantOfName::tenant).distinct().count() < 2) {
            return List.of();
        }
        List<Map.Entry<Tenant, Long>> due =
                session.listAll(RunSql.DUE_OF_TENANT, RunsOfTenants::count, wanted(tenants, known, atMost, now));
        return TenantRuns.of(held(session), sum(due));
    }

    private static Map.Entry<Tenant, Long> count(Row row) throws SQLException {
        return Map.entry(row.tenant(), row.number("n"));
    }

    private static Map<Tenant, Long> sum(List<Map.Entry<Tenant, Long>> counts) {
        Map<Tenant, Long> sums = new HashMap<>();
        counts.forEach(count -> sums.merge(count.getKey(), count.getValue(), Long::sum));
        return sums;
    }
}
