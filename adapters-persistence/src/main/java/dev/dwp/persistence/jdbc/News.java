package dev.dwp.persistence.jdbc;

import dev.dwp.application.port.out.Wakeups.Topic;
import dev.dwp.domain.job.JobAction;
import dev.dwp.domain.job.JobChange;
import dev.dwp.domain.job.JobState;
import dev.dwp.domain.job.Lease;
import dev.dwp.domain.workflow.RunClaim;
import dev.dwp.domain.workflow.WorkflowRun;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What there may be news of after a change. */
final class News {
    private News() {}

    /** After a change of a job that was held under a lease, if it was. */
    static void of(JobChange change, @Nullable Lease held, Instant at, Set<Topic> news) {
        if (change.job().state() != JobState.RUNNING) {
            news.add(Topic.JOBS);
        }
        boolean left = held != null && change.job().lease() == null;
        if (left && (change.action() == JobAction.CANCEL || (held != null && ranOut(held, at)))) {
            news.add(Topic.INTERRUPTS);
        }
    }

    /** After a change of a run that was claimed, if it was. */
    static void of(WorkflowRun run, @Nullable RunClaim held, Instant at, Set<Topic> news) {
        boolean taken = held != null && run.claim() == null && ranOut(held.lease(), at);
        boolean toLook = run.claim() != null && run.wakeAt() != null;
        if (taken || toLook) {
            news.add(Topic.INTERRUPTS);
        }
        if (run.claim() == null && run.wakeAt() != null) {
            news.add(Topic.RUNS);
        }
    }

    /** Whoever lets go of a lease that ran out may be another than its worker. */
    private static boolean ranOut(Lease lease, Instant at) {
        return !lease.until().isAfter(at);
    }
}
