package dev.dwp.application.handler;

import dev.dwp.domain.job.IdempotencyKey;
import dev.dwp.domain.job.QueueName;
import dev.dwp.domain.job.RetryBackoff;
import dev.dwp.domain.job.RetryPolicy;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a job is to be run (PROTOCOL §5). What is absent takes the default of the job's handler, and where there is none the
 * protocol's. Begin with {@link #DEFAULT}.
 *
 * @param queue where it waits
 * @param priority higher goes first
 * @param delay runs no earlier than this after now; not together with {@code runAt}
 * @param runAt runs no earlier than then
 * @param retry what happens after a failed attempt
 * @param backoff the pauses between attempts, in place of those of {@code retry} or of the handler's policy
 * @param maxRetries how many retries, in place of those of {@code retry} or of the handler's policy
 * @param timeout how long one attempt may take
 * @param key the caller's name for this intention
 */
public record JobOptions(
        QueueName queue,
        int priority,
        @Nullable Duration delay,
        @Nullable Instant runAt,
        @Nullable RetryPolicy retry,
        @Nullable RetryBackoff backoff,
        @Nullable Integer maxRetries,
        @Nullable Duration timeout,
        @Nullable IdempotencyKey key) {

    /** At once, in the queue {@code default}. */
    public static final JobOptions DEFAULT =
            new JobOptions(QueueName.DEFAULT, 0, null, null, null, null, null, null, null);

    /** The same in another queue. */
    public JobOptions withQueue(QueueName other) {
        return new JobOptions(other, priority, delay, runAt, retry, backoff, maxRetries, timeout, key);
    }

    /** The same with another priority. */
    public JobOptions withPriority(int other) {
        return new JobOptions(queue, other, delay, runAt, retry, backoff, maxRetries, timeout, key);
    }

    /** The same, so much later. */
    public JobOptions withDelay(Duration other) {
        return new JobOptions(queue, priority, other, runAt, retry, backoff, maxRetries, timeout, key);
    }

    /** The same, no earlier than then. */
    public JobOptions withRunAt(Instant other) {
        return new JobOptions(queue, priority, delay, other, retry, backoff, maxRetries, timeout, key);
    }

    /** The same with other retries. */
    public JobOptions withRetry(RetryPolicy other) {
        return new JobOptions(queue, priority, delay, runAt, other, backoff, maxRetries, timeout, key);
    }

    /** The same with other pauses between attempts. */
    public JobOptions withBackoff(RetryBackoff other) {
        return new JobOptions(queue, priority, delay, runAt, retry, other, maxRetries, timeout, key);
    }

    /** The same with another number of retries. */
    public JobOptions withMaxRetries(int other) {
        return new JobOptions(queue, priority, delay, runAt, retry, backoff, other, timeout, key);
    }

    /** The same with another time limit for one attempt. */
    public JobOptions withTimeout(Duration other) {
        return new JobOptions(queue, priority, delay, runAt, retry, backoff, maxRetries, other, key);
    }

    /** The same under a key. */
    public JobOptions withKey(IdempotencyKey other) {
        return new JobOptions(queue, priority, delay, runAt, retry, backoff, maxRetries, timeout, other);
    }
}
