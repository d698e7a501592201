package dev.dwp.persistence.jdbc;

import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobSpec;
import dev.dwp.domain.job.JobState;
import dev.dwp.domain.job.Lease;
import dev.dwp.domain.job.Progress;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A job as the narrow rows that say where it stands, for {@link PlaceSql}. */
final class PlaceRows {
    /** Where {@link #held} has the end of the lease. */
    static final int LEASE_UNTIL = 1;

    /** States that few jobs are in, which have a table of their own for lists. */
    static final Set<JobState> RARE = EnumSet.of(JobState.FAILED, JobState.RETRYING, JobState.CANCELLED);

    private PlaceRows() {}

    static @Nullable Object[] later(Job job) {
        JobSpec spec = job.spec();
        return Rows.of(
                spec.name(),
                Micros.of(job.runAt()),
                job.id().text(),
                spec.queue().text(),
                Tenants.app(spec.tenant()),
                Tenants.org(spec.tenant()),
                (long) spec.priority(),
                job.state().wireName());
    }

    static @Nullable Object[] due(Job job) {
        return Rows.join(keyOfDue(job), Micros.of(job.runAt()));
    }

    /** What finds the row among those of due jobs. */
    static @Nullable Object[] keyOfDue(Job job) {
        JobSpec spec = job.spec();
        return Rows.of(
                spec.queue().text(),
                Tenants.app(spec.tenant()),
                Tenants.org(spec.tenant()),
                spec.name(),
                (long) spec.priority(),
                job.id().text());
    }

    static @Nullable Object[] held(Job job) {
        Lease lease = Objects.requireNonNull(job.lease());
        Progress progress = job.progress();
        return Rows.of(
                lease.worker().text(),
                Micros.of(lease.until()),
                Micros.of(job.startedAt() == null ? job.updatedAt() : job.startedAt()),
                progress == null ? null : (long) progress.percent(),
                progress == null ? null : progress.note(),
                Micros.of(job.updatedAt()),
                job.revision(),
                job.id().text());
    }

    static @Nullable Object[] ended(Job job) {
        return Rows.of(
                job.state() == JobState.FAILED ? 1L : 0L,
                Micros.of(Objects.requireNonNull(job.completedAt())),
                job.id().text());
    }

    static @Nullable Object[] rare(Job job) {
        return Rows.of(
                job.state().wireName(), job.id().text(), Tenants.app(job.spec().tenant()));
    }
}
