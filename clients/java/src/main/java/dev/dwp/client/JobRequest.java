package dev.dwp.client;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job to enqueue. Begin with {@link #of}; each {@code with…} returns another request. What is not set has the server's
 * default (PROTOCOL §5).
 *
 * @param payload anything that Jackson writes: a record, a map, a text, a {@code JsonNode}; {@code null} for none
 * @param key the idempotency key; {@code null} has the client make one, so that a call repeated over a reconnect has one effect
 */
public record JobRequest(
        String name,
        @Nullable Object payload,
        @Nullable String queue,
        @Nullable Integer priority,
        @Nullable Duration delay,
        @Nullable Instant runAt,
        @Nullable Integer maxRetries,
        @Nullable Duration timeout,
        @Nullable String key,
        @Nullable Pauses backoff) {

    /**
     * The pauses between attempts: {@code first·factorⁿ}, at most {@code longest}, each drawn from its upper part.
     *
     * @param jitter from 0 (none) to 1 (drawn from all of it)
     */
    public record Pauses(Duration first, double factor, Duration longest, double jitter) {}

    /** A job of that name, with that payload. */
    public static JobRequest of(String name, @Nullable Object payload) {
        return new JobRequest(name, payload, null, null, null, null, null, null, null, null);
    }

    /** In that queue. */
    public JobRequest withQueue(String to) {
        return new JobRequest(name, payload, to, priority, delay, runAt, maxRetries, timeout, key, backoff);
    }

    /** With that priority: a higher one runs first. */
    public JobRequest withPriority(int to) {
        return new JobRequest(name, payload, queue, to, delay, runAt, maxRetries, timeout, key, backoff);
    }

    /** Not before that time has passed. */
    public JobRequest withDelay(Duration to) {
        return new JobRequest(name, payload, queue, priority, to, null, maxRetries, timeout, key, backoff);
    }

    /** Not before that instant. */
    public JobRequest withRunAt(Instant to) {
        return new JobRequest(name, payload, queue, priority, null, to, maxRetries, timeout, key, backoff);
    }

    /** With at most so many attempts after the first. */
    public JobRequest withMaxRetries(int to) {
        return new JobRequest(name, payload, queue, priority, delay, runAt, to, timeout, key, backoff);
    }

    /** With that limit for each attempt. */
    public JobRequest withTimeout(Duration to) {
        return new JobRequest(name, payload, queue, priority, delay, runAt, maxRetries, to, key, backoff);
    }

    /** Once for that key: the same key means the same job until a day after it has ended. */
    public JobRequest withKey(String to) {
        return new JobRequest(name, payload, queue, priority, delay, runAt, maxRetries, timeout, to, backoff);
    }

    /** With these pauses between attempts. */
    public JobRequest withBackoff(Pauses to) {
        return new JobRequest(name, payload, queue, priority, delay, runAt, maxRetries, timeout, key, to);
    }
}
