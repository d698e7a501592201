package dev.dwp.persistence.jdbc;

import dev.dwp.domain.job.Lease;
import dev.dwp.domain.workflow.RunClaim;
import org.jspecify.annotations.Nullable;

/**
 * Keeps renewals: a change that was made from a job or run as it was before a renewal does not shorten the lease again.
 * Where the stored lease is the later one, it goes into the row that is to be written.
 */
final class Leases {
    private Leases() {}

    static JobNow keepLater(@Nullable RowWrite write, JobNow after, @Nullable JobNow before) {
        Lease stored = before == null ? null : before.lease();
        Lease brought = after.lease();
        if (stored == null || brought == null || !stored.worker().equals(brought.worker()) || !later(stored, brought)) {
            return after;
        }
        put(write, JobRow.LEASE_UNTIL, stored);
        return new JobNow(after.revision(), after.state(), after.place(), stored);
    }

    static RunNow keepLater(@Nullable RowWrite write, RunNow after, @Nullable RunNow before) {
        RunClaim stored = before == null ? null : before.claim();
        RunClaim brought = after.claim();
        if (stored == null
                || brought == null
                || stored.fence() != brought.fence()
                || !later(stored.lease(), brought.lease())) {
            return after;
        }
        put(write, RunRow.LEASE_UNTIL, stored.lease());
        return new RunNow(after.revision(), after.state(), stored);
    }

    private static boolean later(Lease stored, Lease brought) {
        return stored.until().isAfter(brought.until());
    }

    private static void put(@Nullable RowWrite write, int column, Lease lease) {
        boolean leased = write != null && (write.how() == RowWrite.How.UPDATE || write.how() == RowWrite.How.INSERT);
        if (write != null && leased && write.row()[column] != null) {
            write.row()[column] = Micros.of(lease.until());
        }
    }
}
