package dev.dwp.persistence.memory;

import dev.dwp.domain.job.QueueLimits;
import dev.dwp.domain.job.QueueName;
import dev.dwp.domain.job.Rate;
import dev.dwp.domain.job.TokenBucket;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is left of the rate of each queue that has one; guarded by the store's lock. */
final class Buckets {
    private final Map<QueueName, TokenBucket> byQueue = new HashMap<>();

    @Nullable
    TokenBucket of(QueueName queue) {
        return byQueue.get(queue);
    }

    /** Whether a queue's rate lets a job start now. */
    boolean room(QueueName queue, QueueLimits limits, Instant now) {
        Rate rate = limits.rate();
        return rate == null || current(queue, rate, now).whole() > 0;
    }

    void take(QueueName queue, QueueLimits limits, Instant now) {
        Rate rate = limits.rate();
        if (rate != null) {
            byQueue.put(queue, current(queue, rate, now).take(1));
        }
    }

    /** When the rate lets the next job start; {@code null} without a rate. */
    @Nullable
    Instant nextAt(QueueName queue, QueueLimits limits, Instant now) {
        Rate rate = limits.rate();
        return rate == null ? null : current(queue, rate, now).nextAt(rate);
    }

    private TokenBucket current(QueueName queue, Rate rate, Instant now) {
        TokenBucket bucket = byQueue.get(queue);
        return bucket == null ? TokenBucket.full(rate, now) : bucket.refilled(rate, now);
    }
}
