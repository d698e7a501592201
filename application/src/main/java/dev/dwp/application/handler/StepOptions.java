package dev.dwp.application.handler;

import dev.dwp.domain.job.RetryPolicy;
import java.time.Duration;

/**
 * How a step is tried.
 *
 * @param retry what happens after a failed attempt; the pauses hold across restarts
 * @param timeout how long one attempt may take: then its thread is interrupted, and the attempt has failed
 */
public record StepOptions(RetryPolicy retry, Duration timeout) {
    /** One attempt of at most an hour. */
    public static final StepOptions ONCE = new StepOptions(RetryPolicy.DEFAULT.withMaxRetries(0), Duration.ofHours(1));

    /** Checks the range. */
    public StepOptions {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("The timeout of a step must be positive, not " + timeout + ".");
        }
    }

    /** So many retries, with the backoff of {@link RetryPolicy#DEFAULT}. */
    public static StepOptions retries(int count) {
        return ONCE.withRetry(RetryPolicy.DEFAULT.withMaxRetries(count));
    }

    /** The same with other retries. */
    public StepOptions withRetry(RetryPolicy policy) {
        return new StepOptions(policy, timeout);
    }

    /** The same with another time limit for one attempt. */
    public StepOptions withTimeout(Duration limit) {
        return new StepOptions(retry, limit);
    }
}
