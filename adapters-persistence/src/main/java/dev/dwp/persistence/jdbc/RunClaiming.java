package dev.dwp.persistence.jdbc;

import dev.dwp.application.port.out.Claimed;
import dev.dwp.application.port.out.ValueFormat;
import dev.dwp.domain.channel.RunEvent;
import dev.dwp.domain.job.Lease;
import dev.dwp.domain.workflow.RunChange;
import dev.dwp.domain.workflow.WorkflowRun;
import dev.dwp.domain.workflow.WorkflowVersion;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One claim of due runs. For the writer's thread. */
final class RunClaiming {
    private static final Comparator<WorkflowRun> WAKE_ORDER = Comparator.<WorkflowRun, Instant>comparing(
                    run -> Objects.requireNonNull(run.wakeAt()))
            .thenComparing(run -> run.id().text());

    /** When to look again at runs that another transaction is changing just now. */
    private static final Duration SOON = Duration.ofMillis(50);

    private final Transaction transaction;
    private final ValueFormat format;

    RunClaiming(Transaction transaction, ValueFormat format) {
        this.transaction = transaction;
        this.format = format;
    }

    Claimed<WorkflowRun> take(Lease lease, Set<WorkflowVersion> known, int limit, Instant now) throws SQLException {
        List<RunChange> taken = due(known, limit, now).stream()
                .sorted(WAKE_ORDER)
                .limit(limit)
                .map(run -> run.claim(lease, now))
                .toList();
        transaction
                .session()
                .updateAll(
                        RunSql.UPDATE,
                        taken.stream()
                                .map(change -> RunRow.update(change.run(), format))
                                .toList());
        taken.forEach(change -> transaction.tell(Told.of(now, RunEvent.tellOf(change), format)));
        Instant next = next(known);
        boolean heldUp = next != null && taken.size() < limit && !next.isAfter(now);
        return new Claimed<>(taken.stream().map(RunChange::run).toList(), heldUp ? now.plus(SOON) : next);
    }

    private List<WorkflowRun> due(Collection<WorkflowVersion> known, int limit, Instant now) throws SQLException {
        return transaction
                .session()
                .listAll(
                        RunSql.FIRST_DUE,
                        row -> RunRow.read(row, format),
                        known.stream()
                                .map(version ->
                                        Rows.of(version.name(), (long) version.version(), Micros.of(now), (long) limit))
                                .toList());
    }

    private @Nullable Instant next(Collection<WorkflowVersion> known) throws SQLException {
        return transaction
                .session()
                .listAll(
                        RunSql.NEXT_DUE,
                        row -> row.time("wake_at"),
                        known.stream()
                                .map(version -> Rows.of(version.name(), (long) version.version()))
                                .toList())
                .stream()
                .min(Comparator.naturalOrder())
                .orElse(null);
    }
}
