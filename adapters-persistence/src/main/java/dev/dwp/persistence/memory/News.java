package dev.dwp.persistence.memory;

import dev.dwp.application.port.out.Wakeups.Topic;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobAction;
import dev.dwp.domain.job.JobChange;
import dev.dwp.domain.job.JobState;
import dev.dwp.domain.job.Lease;
import dev.dwp.domain.workflow.RunClaim;
import dev.dwp.domain.workflow.WorkflowRun;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What there may be news of after a change.
 *
 * @param at when the change was made
 * @param topics where the news are noted
 */
record News(Instant at, Set<Topic> topics) {

    void of(JobChange change, @Nullable Job before) {
        if (change.job().state() != JobState.RUNNING) {
            topics.add(Topic.JOBS);
        }
        Lease held = before == null ? null : before.lease();
        if (held != null && change.job().lease() == null && (change.action() == JobAction.CANCEL || ranOut(held))) {
            topics.add(Topic.INTERRUPTS);
        }
    }

    void of(WorkflowRun run, @Nullable WorkflowRun before) {
        RunClaim held = before == null ? null : before.claim();
        boolean taken = held != null && run.claim() == null && ranOut(held.lease());
        boolean toldToLook = run.claim() != null && run.wakeAt() != null;
        if (taken || toldToLook) {
            topics.add(Topic.INTERRUPTS);
        }
        if (run.claim() == null && run.wakeAt() != null) {
            topics.add(Topic.RUNS);
        }
    }

    /** A queue was paused or goes on. */
    void ofQueue() {
        topics.add(Topic.JOBS);
    }

    /** Whoever lets go of a lease that ran out may be another than its worker. */
    private boolean ranOut(Lease lease) {
        return !lease.until().isAfter(at);
    }
}
