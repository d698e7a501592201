package dev.dwp.persistence.jdbc;

import dev.dwp.application.port.out.ValueFormat;
import dev.dwp.domain.frame.Value;

/**
 * Reads values so that one that cannot be read harms nothing but what it belongs to: it becomes a {@link Value.Unreadable},
 * which keeps its text when it is written again. Thread-safe.
 */
record StoredValues(ValueFormat format) implements ValueFormat {
    @Override
    public String write(Value value) {
        return value instanceof Value.Unreadable unreadable ? unreadable.stored() : format.write(value);
    }

    @Override
    public Value read(String json) {
        try {
            return format.read(json);
        } catch (RuntimeException e) {
            return unreadable(json, e);
        }
    }

    @Override
    public Value.Struct readLazily(String json) {
        return format.readLazily(json);
    }

    @Override
    public Value compact(Value value) {
        return format.compact(value);
    }

    /** A value in place of one that could not be made of its text, or of what stands beside it. */
    static Value.Unreadable unreadable(String stored, RuntimeException failure) {
        return new Value.Unreadable(stored, "What is stored cannot be read: " + failure.getMessage());
    }
}
