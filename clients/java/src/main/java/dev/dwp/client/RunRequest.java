package dev.dwp.client;

import org.jspecify.annotations.Nullable;

/**
 * A workflow run to start. Begin with {@link #of}.
 *
 * @param input anything that Jackson writes; {@code null} for none
 * @param key the idempotency key; {@code null} has the client make one, so that a call repeated over a reconnect has one effect
 */
public record RunRequest(
        String name, @Nullable Object input, @Nullable String key) {

    /** A run of the workflow of that name, without input. */
    public static RunRequest of(String name) {
        return of(name, null);
    }

    /** A run of the workflow of that name, with that input. */
    public static RunRequest of(String name, @Nullable Object input) {
        return new RunRequest(name, input, null);
    }

    /** Once for that key: the same key means the same run until a day after it has ended. */
    public RunRequest withKey(String to) {
        return new RunRequest(name, input, to);
    }
}
