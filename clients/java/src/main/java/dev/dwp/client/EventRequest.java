package dev.dwp.client;

import org.jspecify.annotations.Nullable;

/**
 * An event for a workflow run that waits for it, or will (PROTOCOL §6). Begin with {@link #of}.
 *
 * @param payload anything that Jackson writes; {@code null} for none
 * @param key whom it is for: a run that waits with a key takes only events of that key; {@code null} for any
 * @param runId the one run that it is for; {@code null} for the one that waits longest
 * @param dedup published once in a day under this text; {@code null} has the client make one, so that a call repeated over a
 *     reconnect has one effect
 */
public record EventRequest(
        String name,
        @Nullable Object payload,
        @Nullable String key,
        @Nullable String runId,
        @Nullable String dedup) {

    /** An event of that name. */
    public static EventRequest of(String name, @Nullable Object payload) {
        return new EventRequest(name, payload, null, null, null);
    }

    /** For a run that waits with that key. */
    public EventRequest withKey(String to) {
        return new EventRequest(name, payload, to, runId, dedup);
    }

    /** For that run alone. */
    public EventRequest withRun(String to) {
        return new EventRequest(name, payload, key, to, dedup);
    }

    /** Once for that text within a day. */
    public EventRequest withDedup(String to) {
        return new EventRequest(name, payload, key, runId, to);
    }
}
