package dev.dwp.persistence.memory;

import dev.dwp.application.port.out.RunPlaces;
import dev.dwp.domain.session.Tenant;
import dev.dwp.domain.workflow.RunTurns;
import dev.dwp.domain.workflow.TenantRuns;
import dev.dwp.domain.workflow.WorkflowRun;
import dev.dwp.domain.workflow.WorkflowVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The runs that wait to be taken up, by when they are; and how many are taken up. Guarded by the store's lock. */
final class DueRuns {
    private final Map<Kind, InstantIndex<WorkflowRun>> all = new HashMap<>();
    private final Map<Kind, Map<Tenant, InstantIndex<WorkflowRun>>> byTenant = new HashMap<>();
    private final Map<Tenant, Long> held = new HashMap<>();

    /**
     * What is claimed together.
     *
     * @param stopping whether they were cancelled
     */
    private record Kind(WorkflowVersion version, boolean stopping) {
        static Kind of(WorkflowRun run) {
            return new Kind(new WorkflowVersion(run.spec().name(), run.spec().version()), run.cancelRequested());
        }
    }

    void index(Instant wakeAt, WorkflowRun run, boolean add) {
        String id = run.id().text();
        Kind kind = Kind.of(run);
        Tenant tenant = run.spec().tenant();
        all.computeIfAbsent(kind, absent -> new InstantIndex<>()).index(wakeAt, id, run, add);
        Map<Tenant, InstantIndex<WorkflowRun>> tenants = byTenant.computeIfAbsent(kind, absent -> new HashMap<>());
        InstantIndex<WorkflowRun> own = tenants.computeIfAbsent(tenant, absent -> new InstantIndex<>());
        own.index(wakeAt, id, run, add);
        if (own.first().isEmpty()) {
            tenants.remove(tenant);
        }
    }

    /** A run of a tenant was taken up, or let go. */
    void hold(Tenant tenant, boolean add) {
        held.merge(tenant, add ? 1L : -1L, Long::sum);
        held.remove(tenant, 0L);
    }

    /** Those to take up now. */
    List<WorkflowRun> pick(Set<WorkflowVersion> known, boolean stopping, RunPlaces places, Instant now) {
        int limit = places.of(stopping);
        List<WorkflowRun> candidates = new ArrayList<>();
        for (WorkflowVersion version : known) {
            byTenant.getOrDefault(new Kind(version, stopping), Map.of())
                    .values()
                    .forEach(own -> candidates.addAll(own.until(now, limit)));
        }
        return RunTurns.pick(candidates, held, places.turns(), limit);
    }

    /** By tenant, what is due of those that are not to stop, and what is taken up. */
    List<TenantRuns> count(Set<WorkflowVersion> known, int atMost, Instant now) {
        Map<Tenant, Long> due = new HashMap<>();
        for (WorkflowVersion version : known) {
            byTenant.getOrDefault(new Kind(version, false), Map.of()).forEach((tenant, own) -> {
                long count = own.count(now, atMost);
                if (count > 0) {
                    due.merge(tenant, count, Long::sum);
                }
            });
        }
        return TenantRuns.of(held, due);
    }

    /** When the first that is left will be due. */
    Optional<Instant> first(Collection<WorkflowVersion> known, boolean stopping) {
        return known.stream()
                .flatMap(version -> Stream.ofNullable(all.get(new Kind(version, stopping))))
                .flatMap(runs -> runs.first().stream())
                .min(Comparator.naturalOrder());
    }
}
