package dev.dwp.application.job;

import dev.dwp.domain.job.QueueLimits;
import dev.dwp.domain.job.QueueName;
import dev.dwp.domain.job.WorkerId;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * How this node runs jobs. Begin with {@link #of}.
 *
 * @param worker who it is on its leases
 * @param concurrency how many jobs run at a time here; 0 for none
 * @param lease for how long it holds a job unless it renews
 * @param limits what bounds queues over all nodes
 * @param closed queues that this node leaves alone
 * @param cancelGrace how long an interrupted handler has to end before its place goes to another
 * @param acceptUnknown whether jobs are accepted that have no handler here
 * @param threads what handlers run on
 * @param maxResultBytes the largest result, as estimated from above; what else a job holds beside its payload takes less
 *     than 128 KiB, so this much less than a frame lets every job without its payload be sent
 */
public record WorkerSettings(
        WorkerId worker,
        int concurrency,
        Duration lease,
        Map<QueueName, QueueLimits> limits,
        Set<QueueName> closed,
        Duration cancelGrace,
        boolean acceptUnknown,
        HandlerThreads threads,
        int maxResultBytes) {
    private static final int RESULT_BYTES = (1024 - 128) * 1024;

    /** Checks the ranges and keeps its own copies. */
    public WorkerSettings {
        if (concurrency < 0) {
            throw new IllegalArgumentException(
                    "The concurrency of a worker must not be negative: " + concurrency + ".");
        }
        if (lease.toMillis() < 100) {
            throw new IllegalArgumentException("A lease must last at least 100 ms, not " + lease + ".");
        }
        if (cancelGrace.isNegative()) {
            throw new IllegalArgumentException("The grace of a cancelled handler must not be negative.");
        }
        limits = Map.copyOf(limits);
        closed = Set.copyOf(closed);
    }

    /** 64 jobs at a time, leases of 30 s, no limits of queues, 5 s of grace. */
    public static WorkerSettings of(WorkerId worker) {
        return new WorkerSettings(
                worker,
                64,
                Duration.ofSeconds(30),
                Map.of(),
                Set.of(),
                Duration.ofSeconds(5),
                false,
                HandlerThreads.PLATFORM,
                RESULT_BYTES);
    }

    /** The same with another concurrency. */
    public WorkerSettings withConcurrency(int other) {
        return new WorkerSettings(
                worker, other, lease, limits, closed, cancelGrace, acceptUnknown, threads, maxResultBytes);
    }

    /** The same with other leases. */
    public WorkerSettings withLease(Duration other) {
        return new WorkerSettings(
                worker, concurrency, other, limits, closed, cancelGrace, acceptUnknown, threads, maxResultBytes);
    }

    /** The same with other queues. */
    public WorkerSettings withQueues(Map<QueueName, QueueLimits> bounded, Set<QueueName> leftAlone) {
        return new WorkerSettings(
                worker, concurrency, lease, bounded, leftAlone, cancelGrace, acceptUnknown, threads, maxResultBytes);
    }

    /** The same with another grace for interrupted handlers. */
    public WorkerSettings withCancelGrace(Duration other) {
        return new WorkerSettings(
                worker, concurrency, lease, limits, closed, other, acceptUnknown, threads, maxResultBytes);
    }

    /** The same, accepting jobs without a handler here or not. */
    public WorkerSettings withAcceptUnknown(boolean other) {
        return new WorkerSettings(
                worker, concurrency, lease, limits, closed, cancelGrace, other, threads, maxResultBytes);
    }

    /** The same with other threads. */
    public WorkerSettings withThreads(HandlerThreads other) {
        return new WorkerSettings(
                worker, concurrency, lease, limits, closed, cancelGrace, acceptUnknown, other, maxResultBytes);
    }

    /** The same with another bound on results. */
    public WorkerSettings withMaxResultBytes(int other) {
        return new WorkerSettings(
                worker, concurrency, lease, limits, closed, cancelGrace, acceptUnknown, threads, other);
    }

    /** What bounds a queue. */
    QueueLimits limitsOf(QueueName queue) {
        return limits.getOrDefault(queue, QueueLimits.NONE);
    }
}
