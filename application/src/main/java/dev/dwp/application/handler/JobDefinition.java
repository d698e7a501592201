package dev.dwp.application.handler;

import dev.dwp.domain.frame.NameLength;
import dev.dwp.domain.job.RetryPolicy;
import java.lang.reflect.Type;
import java.time.Duration;

/**
 * A kind of job: its name, what its payload must fit, who does the work, and the defaults of its options.
 *
 * @param payloadType what the payload is bound to before the job is accepted and again before the handler is called
 */
public record JobDefinition(
        String name, Type payloadType, JobHandler<?, ?> handler, RetryPolicy retry, Duration timeout) {

    /** How long an attempt may take unless someone says otherwise (PROTOCOL §5). */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(5);

    /** The longest time limit of an attempt. */
    public static final Duration LONGEST_TIMEOUT = Duration.ofDays(30);

    /** The most retries of a job. */
    public static final int MOST_RETRIES = 1000;

    /** Checks that it can be asked for, and the bounds of its defaults. */
    public JobDefinition {
        if (!NameLength.fits(name)) {
            throw new IllegalArgumentException("A job needs a name of 1 to %d characters; '%s' has %d."
                    .formatted(NameLength.LONGEST, name, name.length()));
        }
        if (timeout.compareTo(Duration.ofMillis(1)) < 0 || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
            throw new IllegalArgumentException(
                    "The job '%s' needs a timeout of 1 ms to 30 days, not %s.".formatted(name, timeout));
        }
        if (retry.maxRetries() > MOST_RETRIES) {
            throw new IllegalArgumentException("The job '%s' may have at most %d retries, not %d."
                    .formatted(name, MOST_RETRIES, retry.maxRetries()));
        }
    }

    /** A kind of job with the protocol's defaults. */
    public static <P> JobDefinition of(String name, Class<P> payloadType, JobHandler<P, ?> handler) {
        return new JobDefinition(name, payloadType, handler, RetryPolicy.DEFAULT, DEFAULT_TIMEOUT);
    }

    /** The same with other retries. */
    public JobDefinition withRetry(RetryPolicy policy) {
        return new JobDefinition(name, payloadType, handler, policy, timeout);
    }

    /** The same with another time limit for one attempt. */
    public JobDefinition withTimeout(Duration limit) {
        return new JobDefinition(name, payloadType, handler, retry, limit);
    }
}
