package dev.dwp.application.handler;

import dev.dwp.domain.job.RetryPolicy;
import java.time.Duration;

/**
 * How a step is tried.
 *
 * @param retry what happens after a failed attempt
 * @param timeout how long one attempt may take
 */
public record StepOptions(RetryPolicy retry, Duration timeout) {
    /** One attempt of at most an hour. */
    public static final StepOptions ONCE = new StepOptions(RetryPolicy.DEFAULT.withMaxRetries(0), Duration.ofHours(1));
}
