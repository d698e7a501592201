package dev.dwp.persistence.jdbc;

import dev.dwp.application.port.out.Claimed;
import dev.dwp.application.port.out.RunPlaces;
import dev.dwp.application.port.out.ValueFormat;
import dev.dwp.domain.channel.RunEvent;
import dev.dwp.domain.job.Lease;
import dev.dwp.domain.job.NextClaim;
import dev.dwp.domain.workflow.RunChange;
import dev.dwp.domain.workflow.RunTurns;
import dev.dwp.domain.workflow.WorkflowRun;
import dev.dwp.domain.workflow.WorkflowVersion;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One claim of due runs. Where no more are due than there are places, all are taken; only otherwise it is asked whose turn it
 * is. For the writer's thread.
 */
final class RunClaiming {
    /** When to look again at runs that another transaction is changing just now. */
    private static final Duration SOON = Duration.ofMillis(50);

    private final Transaction transaction;
    private final Session session;
    private final ValueFormat format;
    private final NextClaim next = new NextClaim();

    RunClaiming(Transaction transaction, ValueFormat format) {
        this.transaction = transaction;
        this.session = transaction.session();
        this.format = format;
    }

    Claimed<WorkflowRun> take(Lease lease, Set<WorkflowVersion> known, RunPlaces places, Instant now)
            throws SQLException {
        List<Kind> kinds = kinds(known, places);
        Map<Kind, Instant> wakes = firstWakes(kinds);
        List<WorkflowRun> due = due(wakes, places, now);
        List<WorkflowRun> picked = new ArrayList<>();
        for (boolean stopping : List.of(true, false)) {
            picked.addAll(pick(due, known, stopping, places, now));
        }
        List<RunChange> taken =
                picked.stream().map(run -> run.claim(lease, now)).toList();
        session.updateAll(
                RunSql.UPDATE,
                taken.stream()
                        .map(change -> RunRow.update(change.run(), format))
                        .toList());
        taken.forEach(change -> transaction.tell(Told.of(now, RunEvent.tellOf(change), format)));
        List<Kind> changed = kinds.stream()
                .filter(kind -> picked.stream().anyMatch(kind::has))
                .toList();
        wakes.keySet().removeAll(changed);
        wakes.putAll(firstWakes(changed));
        for (boolean stopping : List.of(true, false)) {
            noteNext(picked, wakes, stopping, places.of(stopping), now);
        }
        return new Claimed<>(taken.stream().map(RunChange::run).toList(), next.at());
    }

    /** Runs that are claimed together: of a version, to stop or not. */
    private record Kind(String name, long version, boolean stopping) {
        boolean has(WorkflowRun run) {
            return run.cancelRequested() == stopping
                    && run.spec().version() == version
                    && run.spec().name().equals(name);
        }
    }

    private static List<Kind> kinds(Collection<WorkflowVersion> known, RunPlaces places) {
        List<Kind> kinds = new ArrayList<>();
        for (WorkflowVersion version : known) {
            for (boolean stopping : List.of(true, false)) {
                if (places.of(stopping) > 0) {
                    kinds.add(new Kind(version.name(), version.version(), stopping));
                }
            }
        }
        return kinds;
    }

    /** When the first of each kind is due; of those alone that have any. */
    private Map<Kind, Instant> firstWakes(List<Kind> kinds) throws SQLException {
        Map<Kind, Instant> wakes = new HashMap<>();
        List<@Nullable Object[]> rows = kinds.stream()
                .map(kind -> Rows.of(kind.name(), kind.version(), flag(kind.stopping())))
                .toList();
        session.listAll(
                        RunSql.NEXT_DUE,
                        row -> Map.entry(
                                new Kind(row.text("name"), row.number("version"), row.flag("stop")),
                                row.time("wake_at")),
                        rows)
                .forEach(found -> wakes.put(found.getKey(), found.getValue()));
        return wakes;
    }

    /** One more of each kind than there are places, so that it can be seen whether there are more. */
    private List<WorkflowRun> due(Map<Kind, Instant> wakes, RunPlaces places, Instant now) throws SQLException {
        List<@Nullable Object[]> rows = new ArrayList<>();
        wakes.forEach((kind, wake) -> {
            if (!wake.isAfter(now)) {
                rows.add(Rows.of(
                        kind.name(),
                        kind.version(),
                        flag(kind.stopping()),
                        Micros.of(now),
                        places.of(kind.stopping()) + 1L));
            }
        });
        return session.listAll(RunSql.FIRST_DUE, row -> RunRow.read(row, format), rows);
    }

    private List<WorkflowRun> pick(
            List<WorkflowRun> due, Collection<WorkflowVersion> known, boolean stopping, RunPlaces places, Instant now)
            throws SQLException {
        int limit = places.of(stopping);
        List<WorkflowRun> own = due.stream().filter(kind(stopping)).toList();
        return own.size() <= limit || stopping
                ? RunTurns.pick(own, Map.of(), Map.of(), limit)
                : RunTurns.pick(ofTenants(known, limit, now), RunsOfTenants.held(session), places.turns(), limit);
    }

    private static Predicate<WorkflowRun> kind(boolean stopping) {
        return run -> run.cancelRequested() == stopping;
    }

    private List<WorkflowRun> ofTenants(Collection<WorkflowVersion> known, int limit, Instant now) throws SQLException {
        return session.listAll(
                RunSql.FIRST_DUE_OF_TENANT,
                row -> RunRow.read(row, format),
                RunsOfTenants.wanted(RunsOfTenants.ofNames(session, known), known, limit, now));
    }

    /** Where places are left, when to look again; soon where a run is due that was not found. */
    private void noteNext(
            List<WorkflowRun> picked, Map<Kind, Instant> wakes, boolean stopping, int limit, Instant now) {
        if (picked.stream().filter(kind(stopping)).count() >= limit) {
            return;
        }
        wakes.forEach((kind, at) -> {
            if (kind.stopping() == stopping) {
                next.note(at.isAfter(now) ? at : now.plus(SOON));
            }
        });
    }

    private static long flag(boolean stopping) {
        return stopping ? 1L : 0L;
    }
}
