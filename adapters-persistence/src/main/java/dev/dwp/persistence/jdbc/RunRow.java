package dev.dwp.persistence.jdbc;

import dev.dwp.application.port.out.ValueFormat;
import dev.dwp.domain.job.IdempotencyKey;
import dev.dwp.domain.job.Lease;
import dev.dwp.domain.workflow.RunClaim;
import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.RunSpec;
import dev.dwp.domain.workflow.RunState;
import dev.dwp.domain.workflow.WorkflowRun;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A run as a row of {@code dwp_run}. */
final class RunRow {
    /** Where {@link #update} has the end of the lease. */
    static final int LEASE_UNTIL = 4;

    private RunRow() {}

    /** Every column, for {@link RunSql#INSERT}. */
    static @Nullable Object[] insert(WorkflowRun run, ValueFormat format) {
        RunSpec spec = run.spec();
        return Rows.join(
                update(run, format),
                spec.name(),
                (long) spec.version(),
                Tenants.app(spec.tenant()),
                Tenants.org(spec.tenant()),
                format.write(spec.input()),
                spec.key() == null ? null : spec.key().text(),
                spec.parent() == null ? null : spec.parent().text(),
                spec.awaited() ? 1L : 0L,
                spec.traceparent(),
                Micros.of(run.startedAt()));
    }

    /** The columns that change and the id, for {@link RunSql#UPDATE}. */
    static @Nullable Object[] update(WorkflowRun run, ValueFormat format) {
        RunClaim claim = run.claim();
        return Rows.of(
                run.state().wireName(),
                (long) run.fences(),
                claim == null ? null : (long) claim.fence(),
                claim == null ? null : claim.lease().worker().text(),
                claim == null ? null : Micros.of(claim.lease().until()),
                Micros.orNull(run.wakeAt()),
                run.cancelRequested() ? 1L : 0L,
                run.compensable() ? 1L : 0L,
                (long) run.losses(),
                run.output() == null ? null : format.write(run.output()),
                run.error(),
                Micros.orNull(run.completedAt()),
                Micros.of(run.updatedAt()),
                run.revision(),
                run.id().text());
    }

    static WorkflowRun read(Row row, ValueFormat format) throws SQLException {
        String output = row.textOrNull("output");
        return new WorkflowRun(
                new RunId(row.text("id")),
                spec(row, format),
                RunState.named(row.text("state")),
                row.integer("fences"),
                claim(row),
                row.timeOrNull("wake_at"),
                row.flag("cancel_requested"),
                row.flag("compensable"),
                row.integer("losses"),
                output == null ? null : format.read(output),
                row.textOrNull("error"),
                row.time("started_at"),
                row.timeOrNull("completed_at"),
                row.time("updated_at"),
                row.number("revision"));
    }

    private static RunSpec spec(Row row, ValueFormat format) throws SQLException {
        String key = row.textOrNull("idempotency_key");
        String parent = row.textOrNull("parent_id");
        return new RunSpec(
                row.text("name"),
                row.integer("version"),
                format.read(row.text("input")),
                key == null ? null : new IdempotencyKey(key),
                row.tenant(),
                parent == null ? null : new RunId(parent),
                row.flag("awaited"),
                row.textOrNull("traceparent"));
    }

    /** The claim of a row with a worker. */
    static @Nullable RunClaim claim(Row row) throws SQLException {
        Lease lease = JobRow.lease(row);
        return lease == null ? null : new RunClaim(row.integer("fence"), lease);
    }
}
