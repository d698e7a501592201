package dev.dwp.domain.workflow;

import dev.dwp.domain.frame.NameLength;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.session.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A named event that someone published to runs ({@code workflow.event}, PROTOCOL §6). It wakes exactly one waiter; when
 * none waits it is kept for the first that will.
 *
 * @param key narrows the waiters to those of the same key and those without one
 * @param run narrows them to one run
 */
public record Signal(
        SignalId id,
        String name,
        @Nullable String key,
        Value payload,
        Tenant tenant,
        @Nullable RunId run,
        Instant publishedAt) {
    /** How long a signal is kept that nobody has waited for. */
    public static final Duration KEPT = Duration.ofDays(7);

    /** Refuses (400) an empty or overlong name or key. */
    public Signal {
        NameLength.require("An event's name", name);
        if (key != null) {
            NameLength.require("An event's key", key);
        }
    }

    /** Whether it says by its run alone who is meant: then a wait's key does not matter. */
    public boolean namesRunAlone() {
        return run != null && key == null;
    }

    /** The same signal with its payload in another form, which must be equal to the one it has. */
    @SuppressWarnings("ReferenceEquality") // a form that changes nothing gives back what it got
    public Signal inForm(UnaryOperator<Value> form) {
        Value same = form.apply(payload);
        return same == payload ? this : new Signal(id, name, key, same, tenant, run, publishedAt);
    }
}
