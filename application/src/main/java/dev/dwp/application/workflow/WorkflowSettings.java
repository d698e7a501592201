package dev.dwp.application.workflow;

import dev.dwp.domain.job.WorkerId;
import java.time.Duration;

/**
 * How this node runs workflows. Begin with {@link #of}.
 *
 * @param worker who it is on its leases
 * @param concurrency how many runs are taken up at a time here; 0 for none. Runs that wait do not count
 * @param lease for how long it holds a run unless it renews
 * @param cancelGrace how long an interrupted step has to end before the run goes on without it
 * @param maxEntries how long a run's timeline may become
 * @param maxValueBytes the largest value that a run remembers, as estimated from above: a result of its code, the input of a
 *     child, an event's payload
 * @param maxOutputBytes the largest output of a run, which is the largest input
 */
public record WorkflowSettings(
        WorkerId worker,
        int concurrency,
        Duration lease,
        Duration cancelGrace,
        int maxEntries,
        int maxValueBytes,
        int maxOutputBytes) {

    /** Checks the ranges. */
    public WorkflowSettings {
        if (concurrency < 0) {
            throw new IllegalArgumentException(
                    "The concurrency of workflows must not be negative: " + concurrency + ".");
        }
        if (lease.toMillis() < 100) {
            throw new IllegalArgumentException("A lease must last at least 100 ms, not " + lease + ".");
        }
        if (cancelGrace.isNegative()) {
            throw new IllegalArgumentException("The grace of an interrupted step must not be negative.");
        }
        if (maxEntries < 1 || maxValueBytes < 1 || maxOutputBytes < 1) {
            throw new IllegalArgumentException("A run needs room for entries and for values.");
        }
    }

    /** 64 runs at a time, leases of 30 s, 5 s of grace, 10,000 entries, values of 256 KiB, outputs of 1 MiB. */
    public static WorkflowSettings of(WorkerId worker) {
        return new WorkflowSettings(
                worker, 64, Duration.ofSeconds(30), Duration.ofSeconds(5), 10_000, 256 * 1024, 1024 * 1024);
    }

    /** The same with another concurrency. */
    public WorkflowSettings withConcurrency(int other) {
        return new WorkflowSettings(worker, other, lease, cancelGrace, maxEntries, maxValueBytes, maxOutputBytes);
    }

    /** The same with other leases. */
    public WorkflowSettings withLease(Duration other) {
        return new WorkflowSettings(worker, concurrency, other, cancelGrace, maxEntries, maxValueBytes, maxOutputBytes);
    }

    /** The same with another grace for interrupted steps. */
    public WorkflowSettings withCancelGrace(Duration other) {
        return new WorkflowSettings(worker, concurrency, lease, other, maxEntries, maxValueBytes, maxOutputBytes);
    }

    /** The same with another bound on timelines. */
    public WorkflowSettings withMaxEntries(int other) {
        return new WorkflowSettings(worker, concurrency, lease, cancelGrace, other, maxValueBytes, maxOutputBytes);
    }

    /** The same with other bounds on what a run remembers and ends with. */
    public WorkflowSettings withMaxBytes(int ofValue, int ofOutput) {
        return new WorkflowSettings(worker, concurrency, lease, cancelGrace, maxEntries, ofValue, ofOutput);
    }
}
