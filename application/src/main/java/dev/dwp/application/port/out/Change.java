package dev.dwp.application.port.out;

import dev.dwp.domain.channel.CronFired;
import dev.dwp.domain.channel.DomainEvent;
import dev.dwp.domain.channel.JobEvent;
import dev.dwp.domain.channel.RunEvent;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobChange;
import dev.dwp.domain.job.JobId;
import dev.dwp.domain.job.Lease;
import dev.dwp.domain.job.QueueName;
import dev.dwp.domain.session.Tenant;
import dev.dwp.domain.workflow.Publication;
import dev.dwp.domain.workflow.RunChange;
import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.Signal;
import dev.dwp.domain.workflow.SignalId;
import java.util.List;

/**
 * One part of a {@link Changeset}. Each says under which condition a store may apply it; where the condition does not
 * hold, the whole set is refused with {@link StaleWrite}. A condition is about what is stored and what the changes before
 * it in the same set have made of that: a job can be enqueued and cancelled in one set, and not purged twice.
 */
public sealed interface Change {

    /** The events that tell of it, in order: derived from the change, so that neither can be stored alone. */
    List<? extends DomainEvent> events();

    /**
     * A job began or moved on. An {@code ENQUEUE} inserts it, and is refused with {@link KeyTaken} where its tenant,
     * name and key name a job that has not ended, or ended no longer than
     * {@link dev.dwp.domain.job.IdempotencyKey#REMEMBERED} before the creation of the new one; anything else replaces the
     * job of the revision one below.
     *
     * <p>Leases are the one thing that changes without a revision, by {@link JobStore#renew}. So a job that stays with its
     * worker keeps the later end of the two leases: no change made from a job as it was before the renewal undoes it.
     */
    record OfJob(JobChange change) implements Change {
        @Override
        public List<JobEvent> events() {
            return JobEvent.tellOf(change);
        }
    }

    /**
     * Changes nothing: a job must still be held under exactly this lease, which nobody has renewed. Goes before the change
     * that takes the job from a worker whose lease ran out, so that a renewal which came first is one.
     */
    record JobLeaseStands(JobId job, Lease lease) implements Change {
        @Override
        public List<DomainEvent> events() {
            return List.of();
        }
    }

    /**
     * Changes nothing: a queue must not be paused, and no job of it be due. Goes before jobs of the queue that start with the
     * set that enqueues them, so that they pass by nothing. Until the set is committed nobody pauses the queue.
     */
    record QueueClear(QueueName queue) implements Change {
        @Override
        public List<DomainEvent> events() {
            return List.of();
        }
    }

    /** A dead letter is removed for ever; it must still be there in that revision. */
    record JobPurged(Job job) implements Change {
        @Override
        public List<DomainEvent> events() {
            return List.of();
        }
    }

    /**
     * A run began or moved on, and with it at most one entry of its timeline, which is inserted or replaced by its
     * {@code seq}. A {@code START} inserts the run, with the same rule for keys as a job's; anything else replaces the
     * run of the revision one below, with the same rule for leases.
     */
    record OfRun(RunChange change) implements Change {
        @Override
        public List<RunEvent> events() {
            return RunEvent.tellOf(change);
        }
    }

    /** The same for a run as {@link JobLeaseStands} for a job. */
    record RunLeaseStands(RunId run, Lease lease) implements Change {
        @Override
        public List<DomainEvent> events() {
            return List.of();
        }
    }

    /** A run forgets these entries of its timeline; goes with the run's own change in the same set. */
    record EntriesForgotten(RunId run, List<Integer> seqs) implements Change {
        @Override
        public List<DomainEvent> events() {
            return List.of();
        }
    }

    /** A signal that found no waiter is kept; it must not be kept already. */
    record SignalKept(Signal signal) implements Change {
        @Override
        public List<DomainEvent> events() {
            return List.of();
        }
    }

    /**
     * A signal was published under a client's name for it; refused with {@link KeyTaken} where its tenant, name and
     * {@code dedup} name one that was published no longer than
     * {@link dev.dwp.domain.job.IdempotencyKey#REMEMBERED} before.
     */
    record SignalPublished(Publication publication) implements Change {
        @Override
        public List<DomainEvent> events() {
            return List.of();
        }
    }

    /** A kept signal is consumed; it must still be there. */
    record SignalTaken(SignalId signal) implements Change {
        @Override
        public List<DomainEvent> events() {
            return List.of();
        }
    }

    /** A queue is paused: no job of it is claimed any more; or goes on again. Saying so twice changes nothing. */
    record QueuePaused(QueueName queue, boolean paused) implements Change {
        @Override
        public List<DomainEvent> events() {
            return List.of();
        }
    }

    /**
     * A cron entry moves to its next firing; goes with the job that it made, if it made one.
     *
     * @param before what the store must still hold; equal to {@code after} for a first registration
     * @param fired the event that tells of it; empty when it only changes its schedule
     */
    record CronMoved(CronState before, CronState after, Tenant tenant, List<CronFired> fired) implements Change {
        @Override
        public List<CronFired> events() {
            return fired;
        }
    }
}
