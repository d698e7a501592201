package dev.dwp.persistence.jdbc;

import dev.dwp.domain.job.QueueLimits;
import dev.dwp.domain.job.Rate;
import dev.dwp.domain.job.TokenBucket;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How many more jobs of a queue may start in a claim, and what holds up the rest. For the writer's thread. */
final class QueueRoom {
    private final @Nullable Rate rate;
    private final @Nullable TokenBucket bucket;

    /** Places that are free; none where the queue is shut. */
    private final int places;

    private QueueRoom(@Nullable Rate rate, @Nullable TokenBucket bucket, int places) {
        this.rate = rate;
        this.bucket = bucket;
        this.places = places;
    }

    /** Of a queue that lets nobody in. */
    static QueueRoom shut() {
        return new QueueRoom(null, null, 0);
    }

    /**
     * Of a queue that is open.
     *
     * @param running how many of its jobs run, over all tenants
     * @param stored its bucket as it was left; {@code null} for one that was never used
     */
    static QueueRoom open(QueueLimits limits, long running, @Nullable TokenBucket stored, Instant now) {
        Integer concurrency = limits.concurrency();
        long free = concurrency == null ? Integer.MAX_VALUE : Math.max(0, concurrency - running);
        Rate rate = limits.rate();
        TokenBucket bucket =
                rate == null ? null : stored == null ? TokenBucket.full(rate, now) : stored.refilled(rate, now);
        return new QueueRoom(rate, bucket, (int) Math.min(Integer.MAX_VALUE, free));
    }

    /** How many jobs may start now. */
    int left() {
        return bucket == null ? places : Math.min(places, bucket.whole());
    }

    /** Its bucket after so many have started; {@code null} without a rate. */
    @Nullable
    TokenBucket after(int taken) {
        return bucket == null ? null : bucket.take(taken);
    }

    /**
     * When time alone lets another one start, after so many have; {@code null} where only something that happens does, such
     * as the end of a job that runs.
     */
    @Nullable
    Instant next(int taken) {
        TokenBucket after = after(taken);
        return rate == null || after == null || places <= taken ? null : after.nextAt(rate);
    }
}
