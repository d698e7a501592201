package dev.dwp.application.port.out;

import dev.dwp.domain.job.IdempotencyKey;
import dev.dwp.domain.session.Tenant;
import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.RunState;
import org.jspecify.annotations.Nullable;

/**
 * Which runs to list; an absent filter matches all.
 *
 * @param view whose runs, as {@link Tenant#sees} says
 * @param before only ids below this one: where the previous page ended
 * @param limit at most so many, at least 1
 */
public record RunQuery(
        Tenant view,
        @Nullable RunState state,
        @Nullable String name,
        @Nullable IdempotencyKey key,
        CreatedBetween created,
        @Nullable RunId before,
        int limit) {

    /** Runs of any key, started at any time. */
    public RunQuery(Tenant view, @Nullable RunState state, @Nullable String name, @Nullable RunId before, int limit) {
        this(view, state, name, null, CreatedBetween.ANY, before, limit);
    }
}
