package dev.dwp.application.handler;

import dev.dwp.domain.frame.NameLength;
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
    /**
     * Checks the lengths: no event can have a longer name or key (PROTOCOL §6).
     *
     * @throws IllegalArgumentException with a sentence that names the bad value
     */
    public EventSpec {
        requireLength("name", name);
        if (key != null) {
            requireLength("key", key);
        }
    }

    private static void requireLength(String what, String text) {
        if (text.length() > NameLength.LONGEST) {
            throw new IllegalArgumentException("No event has such a %s: it has %d characters, and %d are the most."
                    .formatted(what, text.length(), NameLength.LONGEST));
        }
    }

    /** An event of any key. */
    public static <T> EventSpec<T> of(String name, Class<T> type) {
        return new EventSpec<>(name, null, type);
    }

    /** The same of one key. */
    public EventSpec<T> withKey(String other) {
        return new EventSpec<>(name, other, type);
    }
}
