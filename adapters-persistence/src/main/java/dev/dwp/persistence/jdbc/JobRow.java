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
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A job as a row of {@code dwp_job}. */
final class JobRow {
    /** Where {@link #update} has the end of the lease. */
    static final int LEASE_UNTIL = 5;

    private JobRow() {}

    /** Whether nothing has happened to a job since it was asked for. */
    static boolean isNew(Job job) {
        return job.equals(
                Job.enqueue(job.id(), job.spec(), job.runAt(), job.createdAt()).job());
    }

    /** For {@link JobSql#ENQUEUE}. */
    static @Nullable Object[] enqueue(Job job, Place place, ValueFormat format) {
        return Rows.join(
                Rows.of(place.column(), Micros.of(job.runAt()), job.id().text()), asked(job, format));
    }

    /** Every column, for {@link JobSql#INSERT}. */
    static @Nullable Object[] insert(Job job, Place place, ValueFormat format) {
        return Rows.join(update(job, place, format), asked(job, format));
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
                retry.jitter() ? 1L : 0L,
                spec.timeout().toString(),
                spec.key() == null ? null : spec.key().text(),
                spec.traceparent(),
                Micros.of(job.createdAt()));
    }

    /** For {@link JobSql#START}, of a job that was just claimed. */
    static @Nullable Object[] start(Job job) {
        Lease lease = Objects.requireNonNull(job.lease());
        long now = Micros.of(job.updatedAt());
        return Rows.of(
                lease.worker().text(),
                Micros.of(lease.until()),
                now,
                now,
                job.id().text());
    }

    /** The columns that change and the id, for {@link JobSql#UPDATE}. */
    static @Nullable Object[] update(Job job, Place place, ValueFormat format) {
        Lease lease = job.lease();
        Progress progress = job.progress();
        return Rows.of(
                job.state().wireName(),
                place.column(),
                (long) job.retryCount(),
                Micros.of(job.runAt()),
                lease == null ? null : lease.worker().text(),
                lease == null ? null : Micros.of(lease.until()),
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

    static Job read(Row row, ValueFormat format) throws SQLException {
        return new Job(
                new JobId(row.text("id")),
                spec(row, format),
                JobState.named(row.text("state")),
                row.integer("retry_count"),
                row.time("run_at"),
                lease(row),
                row.timeOrNull("started_at"),
                row.timeOrNull("completed_at"),
                row.textOrNull("last_error"),
                value(row.textOrNull("result"), format),
                progress(row),
                AttemptsText.read(row.text("attempts"), format),
                row.time("created_at"),
                row.time("updated_at"),
                row.number("revision"));
    }

    private static JobSpec spec(Row row, ValueFormat format) throws SQLException {
        String key = row.textOrNull("idempotency_key");
        return new JobSpec(
                row.text("name"),
                new QueueName(row.text("queue")),
                format.read(row.text("payload")),
                row.integer("priority"),
                new RetryPolicy(
                        row.integer("max_retries"),
                        Duration.parse(row.text("first_delay")),
                        row.decimal("multiplier"),
                        Duration.parse(row.text("max_delay")),
                        row.flag("jitter")),
                Duration.parse(row.text("timeout")),
                key == null ? null : new IdempotencyKey(key),
                row.tenant(),
                row.textOrNull("traceparent"));
    }

    /** The lease of a row with a worker. */
    static @Nullable Lease lease(Row row) throws SQLException {
        String worker = row.textOrNull("worker");
        return worker == null ? null : new Lease(new WorkerId(worker), row.time("lease_until"));
    }

    private static @Nullable Progress progress(Row row) throws SQLException {
        Integer percent = row.integerOrNull("percent");
        return percent == null ? null : new Progress(percent, row.textOrNull("note"));
    }

    private static @Nullable Value value(@Nullable String json, ValueFormat format) {
        return json == null ? null : format.read(json);
    }
}
