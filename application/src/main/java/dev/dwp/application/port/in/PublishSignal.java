package dev.dwp.application.port.in;

import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.IdempotencyKey;
import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.SignalId;
import org.jspecify.annotations.Nullable;

/** {@code workflow.event} (PROTOCOL §5, §6). */
@FunctionalInterface
public interface PublishSignal {

    /**
     * Wakes the one run that has waited longest for it, or keeps it for the first that will. What was published under the
     * same {@code dedup} in the last 24 hours is not published again.
     *
     * @throws dev.dwp.domain.frame.Refusal 404 when {@code run} does not exist for this caller; 409 when {@code dedup} names
     *     an event with another payload
     */
    SignalId publish(Caller caller, Command command);

    /** What happened; {@code key} and {@code run} narrow who is meant, {@code dedup} lets it be repeated safely. */
    record Command(
            String name,
            Value payload,
            @Nullable String key,
            @Nullable RunId run,
            @Nullable IdempotencyKey dedup) {}
}
