package dev.dwp.application.port.out;

import dev.dwp.domain.job.TokenBucket;
import org.jspecify.annotations.Nullable;

/**
 * How things stand in the queue of a waiting job, read as one (PROTOCOL §5, {@code job.explain}). Counting jobs takes time
 * for each of them, so those that wait are counted up to a bound.
 *
 * @param paused whether the queue is paused in the store
 * @param running jobs of the queue that run, over all tenants
 * @param tenantRunning those of the job's own tenant
 * @param ahead due jobs of the same queue and tenant that go first, at most {@link #MOST_COUNTED}
 * @param othersDue due jobs of the same queue and other tenants, with which its own takes turns, at most {@link #MOST_COUNTED}
 * @param bucket what is left of the queue's rate; {@code null} when none of it was ever used
 */
public record QueueSituation(
        boolean paused,
        long running,
        long tenantRunning,
        long ahead,
        long othersDue,
        @Nullable TokenBucket bucket) {

    /** As many waiting jobs are counted; where it says so many, there may be more. */
    public static final long MOST_COUNTED = 10_000;

    public QueueSituation {
        ahead = Math.min(ahead, MOST_COUNTED);
        othersDue = Math.min(othersDue, MOST_COUNTED);
    }
}
