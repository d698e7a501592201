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

    /**
     * The object behind a JSON text that {@link #write} made. It is read when somebody looks inside, which throws what {@link
     * #read} does; where it is written as JSON, the text may be passed on instead.
     */
    Value.Struct readLazily(String json);

    /**
     * An equal value that is kept as its JSON where it is large, for stores that keep values in memory: a tree takes many
     * times as much. It is read each time somebody looks inside.
     */
    Value compact(Value value);
}
