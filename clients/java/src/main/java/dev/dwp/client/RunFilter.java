package dev.dwp.client;

import dev.dwp.client.model.Run;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The workflow runs to list; begin with {@link #all}.
 *
 * @param createdAfter from then on
 * @param createdBefore until just before then
 * @param pageSize the most runs that one request brings; {@code null} for the server's choice
 */
public record RunFilter(
        Run.@Nullable State state,
        @Nullable String name,
        @Nullable String key,
        @Nullable Instant createdAfter,
        @Nullable Instant createdBefore,
        @Nullable Integer pageSize) {

    /** All runs that the token may see. */
    public static RunFilter all() {
        return new RunFilter(null, null, null, null, null, null);
    }

    public RunFilter withState(Run.State to) {
        return new RunFilter(to, name, key, createdAfter, createdBefore, pageSize);
    }

    public RunFilter withName(String to) {
        return new RunFilter(state, to, key, createdAfter, createdBefore, pageSize);
    }

    /** With that idempotency key. */
    public RunFilter withKey(String to) {
        return new RunFilter(state, name, to, createdAfter, createdBefore, pageSize);
    }

    /** Created from the one instant on and before the other; {@code null} for no bound. */
    public RunFilter withCreated(@Nullable Instant from, @Nullable Instant before) {
        return new RunFilter(state, name, key, from, before, pageSize);
    }

    /** With at most that many in a page. */
    public RunFilter withPageSize(int to) {
        return new RunFilter(state, name, key, createdAfter, createdBefore, to);
    }
}
