package dev.dwp.persistence.jdbc;

import dev.dwp.domain.job.Lease;
import dev.dwp.domain.workflow.RunClaim;
import org.jspecify.annotations.Nullable;

/**
 * Keeps renewals: a change that was made from a job or run as it was before a renewal does not shorten the lease again.
 * The lease that stands after the last change of a set goes into the row that is to be written.
 */
final class Leases {
    private Leases() {}

    static JobNow keepLater(JobNow after, @Nullable JobNow before) {
        Lease stored = before == null ? null : before.lease();
        Lease brought = after.lease();
        if (stored == null || brought == null || !stored.worker().equals(brought.worker()) || !later(stored, brought)) {
            return after;
        }
        return new JobNow(after.revision(), after.state(), after.place(), stored);
    }

    static RunNow keepLater(RunNow after, @Nullable RunNow before) {
        RunClaim stored = before == null ? null : before.claim();
        RunClaim brought = after.claim();
        if (stored == null
                || brought == null
                || stored.fence() != brought.fence()
                || !later(stored.lease(), brought.lease())) {
            return after;
        }
        return new RunNow(after.revision(), after.state(), stored);
    }

    private static boolean later(Lease stored, Lease brought) {
        return stored.until().isAfter(brought.until());
    }

    /** Writes the leases that stand into the rows that a set leaves. */
    static void write(Writes writes, WorkingSet working) {
        writes.jobs().forEach((id, write) -> {
            JobNow job = working.jobs().get(id);
            put(write, JobRow.LEASE_UNTIL, job == null ? null : job.lease());
        });
        writes.runs().forEach((id, write) -> {
            RunNow run = working.runs().get(id);
            put(
                    write,
                    RunRow.LEASE_UNTIL,
                    run == null || run.claim() == null ? null : run.claim().lease());
        });
    }

    private static void put(RowWrite write, int column, @Nullable Lease lease) {
        if (lease != null && write.how() != RowWrite.How.ENQUEUE) {
            write.row()[column] = Micros.of(lease.until());
        }
    }
}
