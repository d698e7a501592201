package dev.dwp.application.handler;

import org.jspecify.annotations.Nullable;

/**
 * One of several events that a workflow waits for at once; see {@link Workflow#waitForAll} and {@link Workflow#waitForAny}.
 *
 * @param name what is waited for
 * @param key only events of this key; {@code null} for any
 * @param type what the event's payload is read as
 * @param <T> that type
 */
public record EventSpec<T>(String name, @Nullable String key, Class<T> type) {
    /** An event of any key. */
    public static <T> EventSpec<T> of(String name, Class<T> type) {
        return new EventSpec<>(name, null, type);
    }

    /** The same of one key. */
    public EventSpec<T> withKey(String other) {
        return new EventSpec<>(name, other, type);
    }
}
