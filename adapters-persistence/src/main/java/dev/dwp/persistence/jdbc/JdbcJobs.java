package dev.dwp.persistence.jdbc;

import dev.dwp.application.port.out.Claimed;
import dev.dwp.application.port.out.JobClaim;
import dev.dwp.application.port.out.JobQuery;
import dev.dwp.application.port.out.JobStore;
import dev.dwp.application.port.out.QueueGauge;
import dev.dwp.application.port.out.QueueSituation;
import dev.dwp.application.port.out.Snapshot;
import dev.dwp.application.port.out.ValueFormat;
import dev.dwp.domain.channel.Cursor;
import dev.dwp.domain.job.IdempotencyKey;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobId;
import dev.dwp.domain.job.JobState;
import dev.dwp.domain.job.QueueName;
import dev.dwp.domain.job.WorkerId;
import dev.dwp.domain.session.Tenant;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Jobs in a database. Thread-safe. */
final class JdbcJobs implements JobStore {
    private final CommitQueue writes;
    private final Reads reads;
    private final ValueFormat format;

    JdbcJobs(CommitQueue writes, Reads reads, ValueFormat format) {
        this.writes = writes;
        this.reads = reads;
        this.format = format;
    }

    private Job job(Row row) throws SQLException {
        return JobRow.read(row, format);
    }

    @Override
    public Optional<Job> find(JobId id) {
        return reads.read(session -> session.first(JobSql.FIND, this::job, id.text()));
    }

    @Override
    public Optional<Snapshot<Job>> snapshot(JobId id) {
        return reads.read(session -> session.first(
                JobSql.SNAPSHOT, row -> new Snapshot<>(job(row), new Cursor(row.number("head"))), id.text()));
    }

    @Override
    public Optional<Job> findByKey(Tenant tenant, String name, IdempotencyKey key, Instant since) {
        return reads.read(session -> session.first(
                JobSql.FIND_BY_KEY,
                this::job,
                Tenants.app(tenant),
                Tenants.org(tenant),
                name,
                key.text(),
                Micros.of(since)));
    }

    @Override
    public List<Job> list(JobQuery query) {
        return reads.read(session -> JobLists.list(session, query, this::job));
    }

    @Override
    public Claimed<Job> claimDue(JobClaim claim) {
        return writes.submit(ActTask.of(transaction -> new JobClaiming(transaction, claim, format).take()));
    }

    @Override
    public Set<JobId> renew(WorkerId worker, Collection<JobId> jobs, Instant until) {
        List<@Nullable Object[]> rows = jobs.stream()
                .map(job -> Rows.of(Micros.of(until), job.text(), worker.text()))
                .toList();
        return writes.submit(ActTask.changing(
                wanted -> jobs.forEach(job -> wanted.jobs().add(job.text())),
                transaction -> new HashSet<>(
                        transaction.session().listAll(PlaceSql.RENEW, row -> new JobId(row.text("id")), rows))));
    }

    @Override
    public List<Job> expired(Instant now, int limit) {
        return reads.read(session -> session.list(JobSql.EXPIRED, this::job, Micros.of(now), limit));
    }

    @Override
    public Optional<Instant> nextExpiry() {
        return reads.read(session -> session.first(JobSql.NEXT_EXPIRY, row -> row.time("lease_until")));
    }

    @Override
    public QueueSituation situation(Job job, Instant now) {
        return reads.read(session -> session.first(
                        SituationSql.SITUATION,
                        JdbcJobs::situation,
                        job.spec().queue().text(),
                        Tenants.app(job.spec().tenant()),
                        Tenants.org(job.spec().tenant()),
                        job.spec().priority(),
                        job.id().text(),
                        Micros.of(now))
                .orElseThrow());
    }

    private static QueueSituation situation(Row row) throws SQLException {
        return new QueueSituation(
                row.flag("paused"),
                row.number("running"),
                row.number("tenant_running"),
                row.number("ahead"),
                row.number("others_due"),
                row.textOrNull("bucket") == null ? null : BucketRow.read(row));
    }

    @Override
    public Set<QueueName> pausedQueues() {
        return reads.read(
                session -> new HashSet<>(session.list(ClaimSql.PAUSED, row -> new QueueName(row.text("queue")))));
    }

    @Override
    public Map<JobState, Long> countByState(Tenant view) {
        return reads.read(session -> Views.counts(session, CountSql.JOBS_BY_STATE, view, JobState::named));
    }

    @Override
    public Map<QueueName, QueueDepth> depths(Tenant view) {
        return reads.read(session -> {
            Map<QueueName, QueueDepth> depths = new HashMap<>();
            session.list(
                            CountSql.DEPTHS,
                            row -> Map.entry(
                                    new QueueName(row.text("queue")),
                                    new QueueDepth(row.number("waiting"), row.number("running"))),
                            Views.parameters(view))
                    .forEach(depth -> depths.put(depth.getKey(), depth.getValue()));
            return depths;
        });
    }

    @Override
    public Map<QueueName, QueueGauge> gauges(Tenant view, Instant now) {
        return reads.read(session -> QueueGauges.read(session, view, now));
    }

    @Override
    public int deleteFinishedBefore(Instant before, Instant now, int limit) {
        return writes.submit(ActTask.alone(transaction -> Removal.jobs(transaction, before, now, limit)));
    }

    @Override
    public int deleteDeadBefore(Instant before, Instant now, int limit) {
        return writes.submit(ActTask.alone(transaction -> Removal.dead(transaction, before, now, limit)));
    }
}
