package dev.dwp.application.handler;

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

    /** Checks that it can be asked for and given time. */
    public JobDefinition {
        if (name.isBlank()) {
            throw new IllegalArgumentException("A job needs a name.");
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("The job '%s' needs a timeout above 0.".formatted(name));
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
