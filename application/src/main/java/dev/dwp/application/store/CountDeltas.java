package dev.dwp.application.store;

import java.util.HashMap;
import java.util.Map;
import java.util.function.ObjLongConsumer;

/** Sums up by how much counts change; those that come out even are none. For one thread. */
public final class CountDeltas<K> {
    private final Map<K, Long> deltas = new HashMap<>();

    /** Nothing changes at first. */
    public CountDeltas() {}

    /** Changes a count. */
    public void add(K key, long delta) {
        deltas.merge(key, delta, (one, other) -> one + other == 0 ? null : one + other);
    }

    /** Tells that no count changes. */
    public boolean isEmpty() {
        return deltas.isEmpty();
    }

    /** Visits each count that changes, with its delta. */
    public void forEach(ObjLongConsumer<K> action) {
        deltas.forEach(action::accept);
    }
}
