package dev.dwp.application.port.out;

import dev.dwp.domain.job.IdempotencyKey;
import dev.dwp.domain.job.JobId;
import dev.dwp.domain.job.JobState;
import dev.dwp.domain.job.QueueName;
import dev.dwp.domain.session.Tenant;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs to list; an absent filter matches all.
 *
 * @param view whose jobs, as {@link Tenant#sees} says
 * @param before only ids below this one: where the previous page ended
 * @param limit at most so many, at least 1
 */
public record JobQuery(
        Tenant view,
        @Nullable JobState state,
        @Nullable QueueName queue,
        @Nullable String name,
        @Nullable IdempotencyKey key,
        CreatedBetween created,
        @Nullable JobId before,
        int limit) {

    /** Jobs of any key, created at any time. */
    public JobQuery(
            Tenant view,
            @Nullable JobState state,
            @Nullable QueueName queue,
            @Nullable String name,
            @Nullable JobId before,
            int limit) {
        this(view, state, queue, name, null, CreatedBetween.ANY, before, limit);
    }
}
