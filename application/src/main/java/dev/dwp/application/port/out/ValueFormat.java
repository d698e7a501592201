package dev.dwp.application.port.out;

import dev.dwp.domain.frame.Value;

/** Values as JSON text, for stores that keep text. {@code read(write(v))} equals {@code v}. Thread-safe. */
public interface ValueFormat {

    /** The value as JSON. */
    String write(Value value);

    /**
     * The value behind a JSON text that {@link #write} made.
     *
     * @throws RuntimeException when the text is no JSON
     */
    Value read(String json);
}
