package dev.dwp.client.model;

import dev.dwp.client.error.DwpException;
import org.jspecify.annotations.Nullable;

/**
 * The result of one of many items of a call, at the item's place: a value or an error.
 *
 * @param value what a call for this item alone would have returned; {@code null} where it failed
 * @param error what such a call would have thrown; {@code null} where it succeeded
 */
public record BatchResult<T>(@Nullable T value, @Nullable DwpException error) {
    /** True when there is a value. */
    public boolean succeeded() {
        return error == null;
    }

    /** Returns the value, or throws the error. */
    public T get() {
        if (error != null) {
            throw error;
        }
        if (value == null) {
            throw new IllegalStateException("There is neither a value nor an error.");
        }
        return value;
    }
}
