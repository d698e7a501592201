package dev.dwp.domain.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Bounds how many jobs of a queue a claim may start.
 *
 * @param places how many the queue's concurrency leaves free
 * @param rate how many may start in a time; {@code null} for any number
 * @param bucket what is left of the rate; {@code null} without one
 */
public record QueueCapacity(
        int places, @Nullable Rate rate, @Nullable TokenBucket bucket) {
    /** The capacity of a queue that is paused, or that the claimer leaves alone. */
    public static final QueueCapacity CLOSED = new QueueCapacity(0, null, null);

    /**
     * The capacity of a queue that is open.
     *
     * @param running how many of its jobs run, over all tenants
     * @param stored its bucket as it was left; {@code null} for one that was never used
     */
    public static QueueCapacity of(QueueLimits limits, long running, @Nullable TokenBucket stored, Instant now) {
        Integer concurrency = limits.concurrency();
        long free = concurrency == null ? Integer.MAX_VALUE : Math.max(0, concurrency - running);
        Rate rate = limits.rate();
        TokenBucket bucket =
                rate == null ? null : stored == null ? TokenBucket.full(rate, now) : stored.refilled(rate, now);
        return new QueueCapacity((int) Math.min(Integer.MAX_VALUE, free), rate, bucket);
    }

    /** How many jobs may start now. */
    public int left() {
        return bucket == null ? places : Math.min(places, bucket.whole());
    }

    /** The queue's bucket after so many jobs have started; {@code null} without a rate. */
    public @Nullable TokenBucket bucketAfter(int started) {
        return bucket == null ? null : bucket.take(started);
    }

    /**
     * The instant at which time alone lets another job start, after so many have; {@code null} where only something that
     * happens does, such as the end of a job that runs.
     */
    public @Nullable Instant nextAfter(int started) {
        TokenBucket after = bucketAfter(started);
        return rate == null || after == null || places <= started ? null : after.nextAt(rate);
    }
}
