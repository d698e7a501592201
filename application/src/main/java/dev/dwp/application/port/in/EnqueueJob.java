package dev.dwp.application.port.in;

import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.IdempotencyKey;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.QueueName;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** {@code job.enqueue} (PROTOCOL §5). */
@FunctionalInterface
public interface EnqueueJob {

    /**
     * Accepts a job; when this returns it is stored.
     *
     * @throws dev.dwp.domain.frame.Refusal 404 when no handler has that name, 400 when the payload does not fit it or
     *     an option is out of range, 409 when the key names a job with another payload
     */
    Enqueued enqueue(Caller caller, Command command);

    /** What to run and how; absent options take the handler's or the protocol's defaults. */
    record Command(
            String name,
            Value payload,
            QueueName queue,
            int priority,
            @Nullable Duration delay,
            @Nullable Instant runAt,
            @Nullable Integer maxRetries,
            @Nullable Duration timeout,
            @Nullable IdempotencyKey key) {}

    /** The job, and whether this call made it rather than an earlier one with the same key. */
    record Enqueued(Job job, boolean created) {}
}
