package dev.dwp.application.store;

import dev.dwp.application.port.out.Wakeups.Topic;
import dev.dwp.domain.job.JobAction;
import dev.dwp.domain.job.JobChange;
import dev.dwp.domain.job.JobState;
import dev.dwp.domain.job.Lease;
import dev.dwp.domain.workflow.RunClaim;
import dev.dwp.domain.workflow.WorkflowRun;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides whom a change wakes. */
final class WakeupTopics {
    private WakeupTopics() {}

    /** Adds the topic of jobs that wait, as a set has left them; {@code null} for one that it has removed. */
    static void add(Collection<@Nullable StoredJob> left, Set<Topic> topics) {
        for (StoredJob job : left) {
            if (job != null && job.state().waiting()) {
                topics.add(Topic.JOBS);
            }
        }
    }

    /**
     * Adds the other topics of a job's change.
     *
     * @param held the lease under which the job was before, if any
     * @param at when the change was made
     */
    static void add(JobChange change, @Nullable Lease held, Instant at, Set<Topic> topics) {
        if (held != null && !change.job().state().waiting() && change.job().state() != JobState.RUNNING) {
            topics.add(Topic.ROOM);
        }
        if (held != null && change.job().lease() == null && (change.action() == JobAction.CANCEL || ranOut(held, at))) {
            topics.add(Topic.INTERRUPTS);
        }
    }

    /**
     * Adds the topics of a run's change.
     *
     * @param run the run afterwards
     * @param held the claim under which it was before, if any
     * @param at when the change was made
     */
    static void add(WorkflowRun run, @Nullable RunClaim held, Instant at, Set<Topic> topics) {
        boolean takenAway = held != null && run.claim() == null && ranOut(held.lease(), at);
        boolean toLook = run.claim() != null && run.wakeAt() != null;
        if (takenAway || toLook) {
            topics.add(Topic.INTERRUPTS);
        }
        if (run.claim() == null && run.wakeAt() != null) {
            topics.add(Topic.RUNS);
        }
    }

    /** A lease that ran out may be let go of by another than its worker. */
    private static boolean ranOut(Lease lease, Instant at) {
        return !lease.until().isAfter(at);
    }
}
