package dev.dwp.persistence.jdbc;

import dev.dwp.application.port.out.ValueFormat;
import dev.dwp.application.store.StoredRun;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.IdempotencyKey;
import dev.dwp.domain.job.Lease;
import dev.dwp.domain.workflow.RunClaim;
import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.RunSpec;
import dev.dwp.domain.workflow.RunState;
import dev.dwp.domain.workflow.WorkflowRun;
import java.sql.SQLException;
import java.time.Instant;
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

    /** The run of a row. One that cannot be read as a whole is a stub whose input binds to no workflow's type. */
    static WorkflowRun read(Row row, ValueFormat format) throws SQLException {
        try {
            Value input = format.read(row.text("input"));
            RunSpec spec = spec(row, input, key(row), parent(row));
            return run(
                    row, format, spec, RunState.named(row.text("state")), claim(row), row.timeOrNull("completed_at"));
        } catch (RuntimeException e) {
            return stub(row, format, e);
        }
    }

    private static WorkflowRun stub(Row row, ValueFormat format, RuntimeException failure) throws SQLException {
        Value.Unreadable input = StoredValues.unreadable(String.valueOf(row.textOrNull("input")), failure);
        try {
            RunSpec spec = spec(row, input, Row.orElse(null, () -> key(row)), Row.orElse(null, () -> parent(row)));
            RunState fitting = row.timeOrNull("completed_at") == null ? RunState.RUNNING : RunState.FAILED;
            RunState state = Row.orElse(fitting, () -> RunState.named(row.text("state")));
            boolean running = state == RunState.RUNNING;
            return run(row, format, spec, state, running ? claim(row) : null, running ? null : JobRow.endOf(row));
        } catch (RuntimeException e) {
            throw new UnreadableRow("The run '%s'".formatted(row.textOrNull("id")), e);
        }
    }

    private static WorkflowRun run(
            Row row,
            ValueFormat format,
            RunSpec spec,
            RunState state,
            @Nullable RunClaim claim,
            @Nullable Instant completedAt)
            throws SQLException {
        String column = row.textOrNull("output");
        Value output = column == null ? null : format.read(column);
        return new WorkflowRun(
                new RunId(row.text("id")),
                spec,
                state,
                row.integer("fences"),
                claim,
                row.timeOrNull("wake_at"),
                row.flag("cancel_requested"),
                row.flag("compensable"),
                row.integer("losses"),
                output,
                error(row, state, spec.input(), output),
                row.time("started_at"),
                completedAt,
                row.time("updated_at"),
                row.number("revision"));
    }

    /** Why it failed; where nothing says that, what is wrong with the row. An error of a run at work has a meaning. */
    private static @Nullable String error(Row row, RunState state, Value input, @Nullable Value output)
            throws SQLException {
        String thrown = row.textOrNull("error");
        if (thrown != null || state == RunState.RUNNING) {
            return thrown;
        }
        return switch (input) {
            case Value.Unreadable unreadable -> unreadable.reason();
            default -> output instanceof Value.Unreadable unreadable ? unreadable.reason() : null;
        };
    }

    private static RunSpec spec(Row row, Value input, @Nullable IdempotencyKey key, @Nullable RunId parent)
            throws SQLException {
        return new RunSpec(
                row.text("name"),
                row.integer("version"),
                input,
                key,
                row.tenant(),
                parent,
                row.flag("awaited"),
                row.textOrNull("traceparent"));
    }

    private static @Nullable IdempotencyKey key(Row row) throws SQLException {
        String key = row.textOrNull("idempotency_key");
        return key == null ? null : new IdempotencyKey(key);
    }

    private static @Nullable RunId parent(Row row) throws SQLException {
        String parent = row.textOrNull("parent_id");
        return parent == null ? null : new RunId(parent);
    }

    /** What decides which changes of the run are accepted. */
    static StoredRun stored(Row row) throws SQLException {
        return new StoredRun(
                row.number("revision"),
                Row.orElse(RunState.RUNNING, () -> RunState.named(row.text("state"))),
                claim(row));
    }

    /** The claim of a row with a worker. */
    static @Nullable RunClaim claim(Row row) throws SQLException {
        Lease lease = JobRow.lease(row);
        return lease == null ? null : new RunClaim(row.integer("fence"), lease);
    }
}
