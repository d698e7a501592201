package dev.dwp.persistence.jdbc;

import dev.dwp.application.port.out.ValueFormat;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.IdempotencyKey;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobId;
import dev.dwp.domain.job.JobSpec;
import dev.dwp.domain.job.JobState;
import dev.dwp.domain.job.Lease;
import dev.dwp.domain.job.Progress;
import dev.dwp.domain.job.QueueName;
import dev.dwp.domain.job.RetryPolicy;
import dev.dwp.domain.job.WorkerId;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A job as a row of {@code dwp_job}, and as one of {@code dwp_job_now}. */
final class JobRow {
    /** What a stub has, which no attempt comes to need. */
    private static final Duration UNKNOWN_TIMEOUT = Duration.ofMinutes(5);

    private static final WorkerId NOBODY = new WorkerId(WorkerId.PREFIX + "0".repeat(26));

    private JobRow() {}

    /** Whether nothing has happened to a job since it was asked for. */
    static boolean isNew(Job job) {
        return job.equals(
                Job.enqueue(job.id(), job.spec(), job.runAt(), job.createdAt()).job());
    }

    /** For {@link JobSql#ENQUEUE}. */
    static @Nullable Object[] enqueue(Job job, ValueFormat format) {
        return Rows.join(Rows.of(Micros.of(job.runAt()), job.id().text()), asked(job, format));
    }

    /** Every column, for {@link JobSql#INSERT}. */
    static @Nullable Object[] insert(Job job, ValueFormat format) {
        return Rows.join(update(job, format), asked(job, format));
    }

    private static @Nullable Object[] asked(Job job, ValueFormat format) {
        JobSpec spec = job.spec();
        RetryPolicy retry = spec.retry();
        return Rows.of(
                spec.name(),
                spec.queue().text(),
                Tenants.app(spec.tenant()),
                Tenants.org(spec.tenant()),
                format.write(spec.payload()),
                (long) spec.priority(),
                (long) retry.maxRetries(),
                retry.firstDelay().toString(),
                retry.multiplier(),
                retry.maxDelay().toString(),
                retry.jitter(),
                spec.timeout().toString(),
                spec.key() == null ? null : spec.key().text(),
                spec.traceparent(),
                Micros.of(job.createdAt()));
    }

    /** The columns that change and the id, for {@link JobSql#UPDATE}; that it is held says another table. */
    static @Nullable Object[] update(Job job, ValueFormat format) {
        Progress progress = job.progress();
        JobState state = job.state() == JobState.RUNNING ? JobState.PENDING : job.state();
        return Rows.of(
                state.wireName(),
                (long) job.retryCount(),
                Micros.of(job.runAt()),
                Micros.orNull(job.startedAt()),
                Micros.orNull(job.completedAt()),
                job.lastError(),
                job.result() == null ? null : format.write(job.result()),
                progress == null ? null : (long) progress.percent(),
                progress == null ? null : progress.note(),
                AttemptsText.write(job.attempts(), format),
                Micros.of(job.updatedAt()),
                job.revision(),
                job.id().text());
    }

    /**
     * The job of a row. One that cannot be read as a whole is a stub: its last error says why, and so does the payload, which
     * binds to no handler's type.
     */
    static Job read(Row row, ValueFormat format) throws SQLException {
        try {
            Value result = value(row.textOrNull("result"), format);
            JobSpec spec = spec(row, format);
            return new Job(
                    new JobId(row.text("id")),
                    spec,
                    JobState.named(row.text("state")),
                    row.integer("retry_count"),
                    row.time("run_at"),
                    lease(row),
                    row.timeOrNull("started_at"),
                    row.timeOrNull("completed_at"),
                    error(row, spec.payload(), result),
                    result,
                    progress(row),
                    AttemptsText.read(row.text("attempts"), format),
                    row.time("created_at"),
                    row.time("updated_at"),
                    row.number("revision"));
        } catch (RuntimeException e) {
            return stub(row, format, e);
        }
    }

    private static Job stub(Row row, ValueFormat format, RuntimeException failure) throws SQLException {
        Value.Unreadable payload = StoredValues.unreadable(String.valueOf(row.textOrNull("payload")), failure);
        JobState state = stateOf(row);
        try {
            return new Job(
                    new JobId(row.text("id")),
                    new JobSpec(
                            row.text("name"),
                            new QueueName(row.text("queue")),
                            payload,
                            row.integer("priority"),
                            Row.orElse(RetryPolicy.DEFAULT, () -> retry(row)),
                            Row.orElse(UNKNOWN_TIMEOUT, () -> Duration.parse(row.text("timeout"))),
                            Row.orElse(null, () -> key(row)),
                            row.tenant(),
                            null),
                    state,
                    row.integer("retry_count"),
                    row.time("run_at"),
                    state == JobState.RUNNING ? leaseOrExpired(row) : null,
                    row.timeOrNull("started_at"),
                    state.finished() ? endOf(row) : null,
                    payload.reason(),
                    value(row.textOrNull("result"), format),
                    null,
                    Row.orElse(List.of(), () -> AttemptsText.read(row.text("attempts"), format)),
                    row.time("created_at"),
                    row.time("updated_at"),
                    row.number("revision"));
        } catch (RuntimeException e) {
            throw new UnreadableRow("The job '%s'".formatted(row.textOrNull("id")), e);
        }
    }

    /** The state of a row, or one that fits what else it says. */
    static JobState stateOf(Row row) throws SQLException {
        return Row.orElse(
                row.timeOrNull("completed_at") == null ? JobState.PENDING : JobState.FAILED,
                () -> JobState.named(row.text("state")));
    }

    /** What the latest attempt said; where there is nothing, what is wrong with the row. */
    private static @Nullable String error(Row row, Value payload, @Nullable Value result) throws SQLException {
        String said = row.textOrNull("last_error");
        if (said != null) {
            return said;
        }
        return switch (payload) {
            case Value.Unreadable unreadable -> unreadable.reason();
            default -> result instanceof Value.Unreadable unreadable ? unreadable.reason() : null;
        };
    }

    private static JobSpec spec(Row row, ValueFormat format) throws SQLException {
        return new JobSpec(
                row.text("name"),
                new QueueName(row.text("queue")),
                format.read(row.text("payload")),
                row.integer("priority"),
                retry(row),
                Duration.parse(row.text("timeout")),
                key(row),
                row.tenant(),
                row.textOrNull("traceparent"));
    }

    private static RetryPolicy retry(Row row) throws SQLException {
        return new RetryPolicy(
                row.integer("max_retries"),
                Duration.parse(row.text("first_delay")),
                row.decimal("multiplier"),
                Duration.parse(row.text("max_delay")),
                row.decimal("jitter"));
    }

    private static @Nullable IdempotencyKey key(Row row) throws SQLException {
        String key = row.textOrNull("idempotency_key");
        return key == null ? null : new IdempotencyKey(key);
    }

    /** The lease of a row with a worker. */
    static @Nullable Lease lease(Row row) throws SQLException {
        String worker = row.textOrNull("worker");
        return worker == null ? null : new Lease(new WorkerId(worker), row.time("lease_until"));
    }

    /** The lease of a row that says that it runs; where it names no worker, one that has run out. */
    private static Lease leaseOrExpired(Row row) throws SQLException {
        Lease lease = Row.orElse(null, () -> lease(row));
        return lease == null ? new Lease(NOBODY, row.time("updated_at")) : lease;
    }

    /** When a row that says that it has ended did so, at the latest. */
    static Instant endOf(Row row) throws SQLException {
        Instant completedAt = row.timeOrNull("completed_at");
        return completedAt == null ? row.time("updated_at") : completedAt;
    }

    private static @Nullable Progress progress(Row row) throws SQLException {
        Integer percent = row.integerOrNull("percent");
        return percent == null ? null : new Progress(percent, row.textOrNull("note"));
    }

    private static @Nullable Value value(@Nullable String json, ValueFormat format) {
        return json == null ? null : format.read(json);
    }
}
