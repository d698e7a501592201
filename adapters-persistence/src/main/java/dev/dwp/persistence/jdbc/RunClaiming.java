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
        List<WorkflowRun> due = due(known, places, now);
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
        for (boolean stopping : List.of(true, false)) {
            noteNext(picked, known, stopping, places.of(stopping), now);
        }
        return new Claimed<>(taken.stream().map(RunChange::run).toList(), next.at());
    }

    /** One more of each kind than there are places, so that it can be seen whether there are more. */
    private List<WorkflowRun> due(Collection<WorkflowVersion> known, RunPlaces places, Instant now)
            throws SQLException {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (WorkflowVersion version : known) {
            for (boolean stopping : List.of(true, false)) {
                if (places.of(stopping) > 0) {
                    rows.add(Rows.of(
                            version.name(),
                            (long) version.version(),
                            flag(stopping),
                            Micros.of(now),
                            places.of(stopping) + 1L));
                }
            }
        }
        return rows.isEmpty() ? List.of() : session.listAll(RunSql.FIRST_DUE, row -> RunRow.read(row, format), rows);
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
            List<WorkflowRun> picked, Collection<WorkflowVersion> known, boolean stopping, int limit, Instant now)
            throws SQLException {
        if (picked.stream().filter(kind(stopping)).count() >= limit) {
            return;
        }
        List<@Nullable Object[]> rows = known.stream()
                .map(version -> Rows.of(version.name(), (long) version.version(), flag(stopping)))
                .toList();
        for (Instant at : session.listAll(RunSql.NEXT_DUE, row -> row.time("wake_at"), rows)) {
            next.note(at.isAfter(now) ? at : now.plus(SOON));
        }
    }

    private static long flag(boolean stopping) {
        return stopping ? 1L : 0L;
    }
}
