package dev.dwp.application.workflow;

import dev.dwp.domain.job.Lease;
import dev.dwp.domain.workflow.RunClaim;
import dev.dwp.domain.workflow.WorkflowRun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The lease under which a keeper writes its run, and until when the run is surely not given to another. Thread-safe: the
 * keeper prolongs it with what it commits, and so does the lease watch.
 */
final class RunLease {
    private final Tools tools;
    private final RunClaim claim;
    private volatile Instant until;

    RunLease(Tools tools, RunClaim claim) {
        this.tools = tools;
        this.claim = claim;
        this.until = claim.lease().until();
    }

    /** Whether a run, as it is stored, is under this lease. */
    boolean holds(WorkflowRun run) {
        RunClaim current = run.claim();
        return current != null
                && current.fence() == claim.fence()
                && current.lease().worker().equals(claim.lease().worker());
    }

    /** The claim with a lease of full length. */
    RunClaim from(Instant now) {
        return new RunClaim(
                claim.fence(),
                new Lease(claim.lease().worker(), now.plus(tools.settings().lease())));
    }

    /** A claim or lease that ends then was committed. */
    void prolonged(Instant end) {
        until = end;
    }

    /** Until when no other may have the run. */
    Instant until() {
        return until;
    }

    /** Whether another may have the run. */
    boolean over(Instant now) {
        return !now.isBefore(until);
    }

    /**
     * Makes sure that most of the lease is left before code goes on. The claim or the commit before may have waited for
     * transactions of other nodes for so long that it has nearly run out: then another node may take the run.
     *
     * @return whether the run is still held
     * @throws dev.dwp.application.port.out.StoreUnavailable when that cannot be told
     */
    boolean lasts(WorkflowRun run) {
        Duration most = tools.settings().lease().dividedBy(2);
        boolean held = true;
        while (held && tools.clock().now().isAfter(until.minus(most))) {
            Lease longer = from(tools.clock().now()).lease();
            held = tools.parts().store().runs().renew(longer, List.of(run.id())).stream()
                    .anyMatch(this::holds);
            until = longer.until();
        }
        return held;
    }
}
