package dev.dwp.application.port.in;

import dev.dwp.domain.frame.Value;
import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.SignalId;
import org.jspecify.annotations.Nullable;

/** {@code workflow.event} (PROTOCOL §5, §6). */
@FunctionalInterface
public interface PublishSignal {

    /**
     * Wakes the one run that has waited longest for it, or keeps it for the first that will.
     *
     * @throws dev.dwp.domain.frame.Refusal 404 when {@code run} does not exist for this caller
     */
    SignalId publish(Caller caller, Command command);

    /** What happened; {@code key} and {@code run} narrow who is meant. */
    record Command(
            String name,
            Value payload,
            @Nullable String key,
            @Nullable RunId run) {}
}
