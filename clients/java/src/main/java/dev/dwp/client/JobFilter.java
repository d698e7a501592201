package dev.dwp.client;

import dev.dwp.client.model.Job;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The jobs to list; begin with {@link #all}. Dead letters are listed by queue and name alone (PROTOCOL §5).
 *
 * @param createdAfter from then on
 * @param createdBefore until just before then
 * @param pageSize the most jobs that one request brings; {@code null} for the server's choice
 */
public record JobFilter(
        Job.@Nullable State state,
        @Nullable String queue,
        @Nullable String name,
        @Nullable String key,
        @Nullable Instant createdAfter,
        @Nullable Instant createdBefore,
        @Nullable Integer pageSize) {

    /** All jobs that the token may see. */
    public static JobFilter all() {
        return new JobFilter(null, null, null, null, null, null, null);
    }

    public JobFilter withState(Job.State to) {
        return new JobFilter(to, queue, name, key, createdAfter, createdBefore, pageSize);
    }

    public JobFilter withQueue(String to) {
        return new JobFilter(state, to, name, key, createdAfter, createdBefore, pageSize);
    }

    public JobFilter withName(String to) {
        return new JobFilter(state, queue, to, key, createdAfter, createdBefore, pageSize);
    }

    /** With that idempotency key. */
    public JobFilter withKey(String to) {
        return new JobFilter(state, queue, name, to, createdAfter, createdBefore, pageSize);
    }

    /** Created from the one instant on and before the other; {@code null} for no bound. */
    public JobFilter withCreated(@Nullable Instant from, @Nullable Instant before) {
        return new JobFilter(state, queue, name, key, from, before, pageSize);
    }

    /** With at most that many in a page. */
    public JobFilter withPageSize(int to) {
        return new JobFilter(state, queue, name, key, createdAfter, createdBefore, to);
    }
}
