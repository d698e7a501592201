package dev.dwp.application.port.out;

import dev.dwp.domain.job.Lease;
import dev.dwp.domain.job.QueueCapacity;
import dev.dwp.domain.job.QueueLimits;
import dev.dwp.domain.job.QueueName;
import dev.dwp.domain.job.TokenBucket;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a worker can take on now.
 *
 * @param lease who takes them and until when
 * @param names the jobs that it has handlers for
 * @param limits what bounds queues over all workers; a queue not named here has no bounds
 * @param closed queues that this worker leaves alone, beside those that are paused in the store
 * @param limit at most so many jobs, at least 1
 * @param now jobs due at or before are taken
 */
public record JobClaim(
        Lease lease,
        Set<String> names,
        Map<QueueName, QueueLimits> limits,
        Set<QueueName> closed,
        int limit,
        Instant now) {
    /** Keeps its own copies. */
    public JobClaim {
        names = Set.copyOf(names);
        limits = Map.copyOf(limits);
        closed = Set.copyOf(closed);
    }

    /** What bounds a queue. */
    public QueueLimits limitsOf(QueueName queue) {
        return limits.getOrDefault(queue, QueueLimits.NONE);
    }

    /**
     * The number of jobs of a queue that may start.
     *
     * @param paused that the queue is paused in the store
     * @param running how many of its jobs run, over all tenants
     * @param bucket what is left of its rate in the store; {@code null} for one that was never used
     */
    public QueueCapacity capacity(QueueName queue, boolean paused, long running, @Nullable TokenBucket bucket) {
        return paused || closed.contains(queue)
                ? QueueCapacity.CLOSED
                : QueueCapacity.of(limitsOf(queue), running, bucket, now);
    }
}
