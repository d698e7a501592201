package dev.dwp.persistence.jdbc;

import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobPhase;
import dev.dwp.domain.job.Lease;
import org.jspecify.annotations.Nullable;

/** What becomes of a job's rows: of its own, and of that which says where it stands. */
final class JobWrite {
    private final Job job;
    private final JobPhase phase;
    private final RowWrite own;
    private final boolean inPlace;
    private final @Nullable Object @Nullable [] held;

    /**
     * Collects it.
     *
     * @param own how the job's own row is written
     * @param inPlace that nothing has changed but what stands in the row of held jobs
     */
    JobWrite(Job job, JobPhase phase, RowWrite own, boolean inPlace) {
        this(job, phase, own, inPlace, phase == JobPhase.RUNNING ? PlaceRows.held(job) : null);
    }

    private JobWrite(Job job, JobPhase phase, RowWrite own, boolean inPlace, @Nullable Object @Nullable [] held) {
        this.job = job;
        this.phase = phase;
        this.own = own;
        this.inPlace = inPlace;
        this.held = held;
    }

    Job job() {
        return job;
    }

    JobPhase phase() {
        return phase;
    }

    RowWrite own() {
        return own;
    }

    /** Whether the job's own row is as it should be already. */
    boolean inPlace() {
        return inPlace;
    }

    /** The job is new to the store. */
    boolean isInsert() {
        return own.how() != RowWrite.How.UPDATE;
    }

    /** The row among those of held jobs, of one that is held. */
    @Nullable
    Object @Nullable [] held() {
        return held;
    }

    /** The same after another, of which nothing may be lost. */
    JobWrite after(JobWrite earlier) {
        return inPlace && !earlier.inPlace ? new JobWrite(job, phase, own, false, held) : this;
    }

    /** The lease that wins is this one. */
    void put(@Nullable Lease lease) {
        if (held != null && lease != null) {
            held[PlaceRows.LEASE_UNTIL] = Micros.of(lease.until());
        }
    }
}
