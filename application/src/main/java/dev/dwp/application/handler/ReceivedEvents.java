package dev.dwp.application.handler;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Which of the events that a workflow waited for have come, and with what. Immutable. */
public final class ReceivedEvents {
    private final Map<EventSpec<?>, Object> payloads;

    /** Keeps its own copy; every payload must be of its event's type. */
    public ReceivedEvents(Map<EventSpec<?>, Object> payloads) {
        this.payloads = new LinkedHashMap<>(payloads);
    }

    /** Whether that event has come. */
    public boolean has(EventSpec<?> event) {
        return payloads.containsKey(event);
    }

    /** What that event carried; empty when it has not come in time. */
    @SuppressWarnings("unchecked") // what the map holds was read as the event's type
    public <T> Optional<T> payload(EventSpec<T> event) {
        return Optional.ofNullable((T) payloads.get(event));
    }

    /** How many have come. */
    public int count() {
        return payloads.size();
    }

    @Override
    public String toString() {
        return "ReceivedEvents" + payloads.keySet();
    }
}
