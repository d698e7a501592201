package dev.dwp.domain.job;

import java.time.Instant;

/** The part of its life in which a job is, as claims and counts tell jobs apart. */
public enum JobPhase {
    /** Waits for its time. */
    SCHEDULED,
    /** May be claimed, unless its queue is held up. */
    DUE,
    /** Is held by a worker. */
    RUNNING,
    /** Has reached its last state. */
    FINISHED;

    /** The phase of a job at an instant. */
    public static JobPhase of(Job job, Instant at) {
        if (job.state().waiting()) {
            return job.runAt().isAfter(at) ? SCHEDULED : DUE;
        }
        return job.state() == JobState.RUNNING ? RUNNING : FINISHED;
    }
}
